from pathlib import Path

import pytest

from pyramid.settings import DEFAULT, Band, Settings, SettingsError, load_settings
from pyramid.settings.source import line_of


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def error(root: Path, text: str = "", *overrides: str, name: str = "pyramid.toml") -> SettingsError:
    if text:
        write(root, name, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(root, overrides)
    return caught.value


def test_no_configuration_is_the_default(root: Path) -> None:
    assert load_settings(root) == DEFAULT


def test_table_of_the_shared_file(root: Path) -> None:
    path = write(root, "pyproject.toml", '[tool.pyramid]\nroots = ["src"]\njobs = 3\n')
    assert load_settings(root) == Settings(roots=("src",), jobs=3, origin=str(path))


def test_own_file_wins_over_the_shared_one(root: Path) -> None:
    write(root, "pyproject.toml", "[tool.pyramid]\njobs = 3\n")
    write(root, "pyramid.toml", "jobs = 4\n")
    assert load_settings(root).jobs == 4


def test_nearest_file_wins_and_a_file_without_our_table_is_passed_by(root: Path) -> None:
    write(root, "pyramid.toml", "jobs = 1\n")
    write(root / "a", "pyproject.toml", "[tool.pyramid]\njobs = 2\n")
    write(root / "a" / "b", "pyproject.toml", '[project]\nname = "pyramid"\n')
    assert load_settings(root / "a" / "b").jobs == 2


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "pyramid.toml", "jobs = 1\n")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert load_settings(tmp_path / "repo") == DEFAULT


def test_nested_tables_keep_the_defaults_that_are_not_given(root: Path) -> None:
    write(
        root,
        "pyproject.toml",
        "[tool.pyramid.coverage-target]\nlow = 0.5\n"
        '[tool.pyramid.coverage-target.paths]\n"shop/pay/**" = { low = 0.9, high = 1 }\n',
    )
    target = load_settings(root).coverage_target
    assert (target.low, target.high) == (0.5, 0.9)
    assert target.band("shop/pay/card.py") == Band(low=0.9, high=1.0)
    assert target.band("shop/cart.py") == Band(low=0.5, high=0.9)


def test_patterns_and_paths_of_a_file_above_are_told_from_the_root(root: Path) -> None:
    write(
        root,
        "pyramid.toml",
        'exclude = ["a/old/", "other/x.py", "*_pb2.py"]\ncoverage = [".coverage", "a/cov.xml"]\n'
        '[per-file-ignores]\n"a/tests/**" = ["PYR1"]\n"b/**" = ["PYR2"]\n',
    )
    (root / "a").mkdir()
    settings = load_settings(root / "a")
    assert settings.exclude == ("/old/", "*_pb2.py")
    assert settings.coverage == ("../.coverage", "cov.xml")
    assert settings.per_file_ignores == {"/tests/**": ("PYR1",)}


def test_overrides_win_and_may_be_plain_text(root: Path) -> None:
    write(root, "pyramid.toml", 'jobs = 2\ncache-dir = "x"\n')
    settings = load_settings(
        root,
        ["jobs=4", "cache-dir=elsewhere", "coverage-target.low=0.4", "exclude=legacy/", "fail-on = note"],
    )
    assert (settings.jobs, settings.cache_dir) == (4, "elsewhere")
    assert (settings.coverage_target.low, settings.exclude, settings.fail_on) == (0.4, ("legacy/",), "note")


def test_an_unknown_key_has_its_line_and_a_suggestion(root: Path) -> None:
    told = error(
        root, '[project]\n# exclud\n\n[tool.pyramid]\njobs = 1\nexclud = ["a"]\n', name="pyproject.toml"
    )
    assert (told.slug, told.line, told.fix) == ("unknown-setting", 6, "Did you mean exclude?")
    assert told.path.endswith("pyproject.toml")


def test_underscores_are_understood_as_a_slip(root: Path) -> None:
    assert error(root, "cache_dir = 'x'\n").fix == "Did you mean cache-dir?"


def test_an_unknown_nested_key_has_its_line(root: Path) -> None:
    told = error(root, "jobs = 1\n[shape]\nunit = 0.7\ne2 = 0.1\n")
    assert (told.line, told.fix) == (4, "Did you mean e2e?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('jobs = "4"', "jobs must be a whole number, not a text"),
        ("jobs = true", "jobs must be a whole number, not true or false"),
        ("shape.unit = true", "shape.unit must be a number, not true or false"),
        ("jobs = 1.5", "jobs must be a whole number, not a number"),
        ('exclude = "a"', "exclude must be a list, not a text"),
        ("exclude = [1]", "exclude must be a text in quotes, not a number"),
        ("cache = 1", "cache must be true or false, not a number"),
        ("shape = 1", "shape must be a table"),
        ("per-file-ignores = []", "per-file-ignores must be a table, not a list"),
        ('fail-on = "warn"', "fail-on cannot be 'warn'"),
        ("max-file-size = 0", "max-file-size is a number of bytes above 0, not 0"),
        ("jobs = -1", "jobs is 0 (all processors) or a number of processes, not -1"),
        ("shape.unit = 0.9", "the shares must be 0 or more and add up to 1, they add up to 1.2"),
        ("coverage-target.low = 70", "a band needs 0 <= low <= high <= 1, not low = 70 and high = 0.9"),
    ],
)
def test_a_wrong_value_is_told(root: Path, text: str, message: str) -> None:
    told = error(root, text)
    assert told.message == message
    assert told.fix


@pytest.mark.parametrize("text", ["jobs = ", "jobs = 1\njobs = 2", "[a\n", 'x = """', "\udce9 = 1"])
def test_broken_toml_has_its_line(root: Path, text: str) -> None:
    (root / "pyramid.toml").write_bytes(("# one\n" + text).encode("utf-8", "surrogateescape"))
    told = error(root)
    assert told.slug == "broken-toml"
    assert told.line == 1 + len(text.splitlines())


def test_a_broken_shared_file_that_does_not_mention_us_is_passed_by(root: Path) -> None:
    write(root, "pyproject.toml", "[broken\n")
    assert load_settings(root) == DEFAULT


@pytest.mark.parametrize(
    "override", ["jobs", "=3", "a..b=1", "exclude=[", "exclude=['a]", 'output-format="json']
)
def test_a_broken_override_is_told(root: Path, override: str) -> None:
    assert error(root, "", override).slug == "broken-override"


def test_an_override_is_named_in_its_error(root: Path) -> None:
    assert str(error(root, "", "job=3")) == "--config job=3: unknown setting 'job'"


def test_the_line_of_a_key_in_a_long_value(root: Path) -> None:
    path = write(root, "x.toml", 'a = [\n "b",\n]\nb = 1\n')
    assert line_of(path, ["b"]) == 4
    assert line_of(path, ["a"]) == 1
    assert line_of(path, ["nothing"]) == 0


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_number_is_finite(root: Path, value: str) -> None:
    told = error(root, f"[shape]\nunit = {value}\n")
    assert (told.slug, told.line) == ("wrong-value", 2)


def test_a_wrong_value_has_the_line_of_its_key(root: Path) -> None:
    told = error(root, "[tool.pyramid]\ncache = true\njobs = -1\n", name="pyproject.toml")
    assert (told.slug, told.line) == ("wrong-value", 3)


def test_the_table_of_the_shared_file_has_no_place_in_our_own(root: Path) -> None:
    told = error(root, "[tool.pyramid]\njobs = 1\n")
    assert told.slug == "unknown-setting"
    assert "top" in told.fix
