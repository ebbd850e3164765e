"use strict";

const all = (selector) => [...document.querySelectorAll(selector)];

function focusOnShortcut(field) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (typing || event.key !== field.dataset.shortcut) return;
    event.preventDefault();
    field.focus();
  });
}

function rememberText(field) {
  const key = field.dataset.remembered;
  field.value = field.value || localStorage.getItem(key) || "";
  field.addEventListener("input", () => localStorage.setItem(key, field.value));
}

function navigateOnChange(select) {
  select.addEventListener("change", () => {
    const parameters = new URLSearchParams(location.search);
    parameters.set(select.name, select.value);
    location.search = parameters.toString();
  });
}

function submitOnChange(select) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

all("[data-shortcut]").forEach(focusOnShortcut);
all("[data-remembered]").forEach(rememberText);
all("[data-navigates]").forEach(navigateOnChange);
all("[data-submits]").forEach(submitOnChange);
all("[aria-invalid=true]").at(0)?.focus();
