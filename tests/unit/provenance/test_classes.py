"""Handlers that are classes: which of their methods sends the user on."""

from __future__ import annotations

HALL = {
    "hall/__init__.py": "",
    "hall/urls.py": """
        from django.urls import path
        from hall import views

        urlpatterns = [
            path("", views.Door.as_view(), name="door"),
            path("hall/<number>/", views.Hall.as_view(), name="hall_view"),
        ]
        """,
    "hall/views.py": """
        from django import forms
        from django.urls import reverse
        from django.views.generic import FormView, TemplateView

        class KeyForm(forms.Form):
            key = forms.CharField(label="Which key")

        class Way:
            @property
            def view(self):
                return "hall_view"

        class Door(FormView):
            form_class = KeyForm
            template_name = "door.html"

            def get_context_data(self, **kwargs):
                context = super().get_context_data(**kwargs)
                context["here"] = reverse("door")
                return context

            def form_valid(self, form):
                self.success_url = reverse(Way().view, kwargs={"number": 1})
                return super().form_valid(form)

        class Hall(TemplateView):
            template_name = "hall.html"
        """,
    "hall/templates/door.html": """
        {% block title %}The door{% endblock %}
        <form method="post" action="{{ here }}">{{ form }}<button id="open">Open</button></form>
        """,
    "hall/templates/hall.html": "{% block title %}The great hall{% endblock %}<p id=inside>Welcome in</p>",
    "tests/e2e/test_hall.py": """
        from playwright.sync_api import Page, expect

        def test_hall(page: Page):
            page.goto("http://localhost/")
            expect(page.locator("#id_key")).to_have_count(1)
            page.locator("#open").click()
            expect(page).to_have_url("http://localhost/hall/1/")
            expect(page).to_have_title("The great hall")
        """,
}


def test_the_method_that_names_another_page_decides_the_address(traced) -> None:
    deciders = traced(HALL).deciders("expect(page).to_have_url")
    assert deciders[0] == "hall.views.Door.form_valid"
    assert "hall.views.Door.get_context_data" not in deciders


def test_a_form_that_a_class_names_is_shown_by_the_class(traced) -> None:
    assert traced(HALL).deciders('expect(page.locator("#id_key"))')[0] == "hall.views.Door"


def test_a_title_tells_the_page(traced) -> None:
    without = HALL["tests/e2e/test_hall.py"].replace(
        'expect(page).to_have_url("http://localhost/hall/1/")', "pass"
    )
    found = traced({**HALL, "tests/e2e/test_hall.py": without})
    assert found.at("expect(page).to_have_title").handlers[0] == "hall.views.Hall"
