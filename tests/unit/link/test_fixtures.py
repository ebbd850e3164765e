"""Fixtures are found as a runner finds them."""

TREE = {
    "pages/__init__.py": "",
    "pages/login.py": "class LoginPage:\n    def open(self): ...\n",
    "conftest.py": """
    import pytest
    from pages.login import LoginPage
    @pytest.fixture
    def page(): return object()
    @pytest.fixture
    def login():
        yield LoginPage()
    @pytest.fixture(name="renamed")
    def other(): return LoginPage()
    @pytest.fixture(autouse=True)
    def always(): ...
    """,
    "sub/conftest.py": """
    import pytest
    @pytest.fixture
    def login(login): return login
    """,
    "sub/test_a.py": "def test_a(login):\n    login.open()\n",
    "test_b.py": """
    import pytest
    def test_b(renamed): renamed.open()
    @pytest.mark.usefixtures("page")
    def test_c(): ...
    class TestX:
        @pytest.fixture
        def login(self): return 1
        def test_d(self, login): ...
    """,
}


def test_the_nearest_definition_wins_and_reaches_the_next_one_out(link):
    program = link(TREE).program
    assert program.fixtures("sub.test_a.test_a") == (
        "conftest.always",
        "sub.conftest.login",
        "conftest.login",
    )
    assert program.fixtures("test_b.TestX.test_d") == ("conftest.always", "test_b.TestX.login")


def test_values_flow_through_fixtures(link):
    linked = link(TREE)
    assert linked.callees("sub.test_a.test_a") == {"pages.login.LoginPage.open"}
    assert linked.callees("test_b.test_b") == {"pages.login.LoginPage.open"}


def test_fixtures_used_by_mark(link):
    assert "conftest.page" in link(TREE).program.fixtures("test_b.test_c")


def test_plugin_fixtures_have_their_type(link):
    files = {"test_a.py": "from playwright.sync_api import expect\ndef test_a(page):\n    page.goto('/')\n"}
    assert link(files).names("test_a.test_a", "page.goto")[0] == "playwright.sync_api.Page.goto"


def test_page_objects_know_their_page(link):
    files = {
        "pages.py": """
        class Home:
            def __init__(self, page): self.page = page
            def go(self): self.page.goto('/')
        """,
        "test_a.py": """
        from playwright.sync_api import expect
        from pages import Home
        def test_a(page): Home(page).go()
        """,
    }
    assert link(files).names("pages.Home.go", "self.page.goto")[0] == "playwright.sync_api.Page.goto"


def test_parametrised_values(link):
    files = {
        "test_a.py": """
        import pytest
        def f(): ...
        def g(): ...
        @pytest.mark.parametrize("call, n", [(f, 1), (g, 2)])
        def test_a(call, n): call()
        """
    }
    assert link(files).callees("test_a.test_a") == {"test_a.f", "test_a.g"}
