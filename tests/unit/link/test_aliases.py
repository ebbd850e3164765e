"""Imports by a name that settings files declare."""

from __future__ import annotations

import pytest

from pyramid.link.aliases import declared_aliases
from pyramid.link.scripts import ScriptIndex
from pyramid.model.aliases import Alias

FILES = ("web/lib/cart/total.ts", "web/lib/index.ts", "web/e2e/a.spec.ts", "other/a.ts")
OWN = (Alias("web", "@shop", ("web/lib",)), Alias("web", "@shop/*", ("web/gone/*", "web/lib/*")))


@pytest.mark.parametrize(
    ("module", "importer", "path"),
    [
        ("@shop", "web/e2e/a.spec.ts", "web/lib/index.ts"),
        ("@shop/cart/total", "web/e2e/a.spec.ts", "web/lib/cart/total.ts"),
        ("@shop/cart/total", "other/a.ts", None),
        ("@shopping/cart", "web/e2e/a.spec.ts", None),
    ],
)
def test_an_alias_holds_below_its_folder(module: str, importer: str, path: str | None) -> None:
    assert ScriptIndex(FILES, OWN).find(module, importer) == path


def test_the_longest_alias_comes_first() -> None:
    own = (Alias("", "@/*", ("a/*",)), Alias("", "@/x/*", ("b/*",)))
    assert ScriptIndex(("a/x/y.ts", "b/y.ts"), own).find("@/x/y", "c.ts") == "b/y.ts"


def test_a_bundler_says_its_aliases_in_a_script(tree) -> None:
    files = {
        "web/bundle.config.js": """
            const path = require("path")
            const home = path.join(__dirname, "client", "app")
            const own = path.resolve(__dirname, "./own")
            module.exports = { resolve: { alias: { "@": home, own, to: env() } } }
        """,
        "web/server.ts": 'export default { alias: { no: "./no" } }',
        "web/vite.config.ts": 'export default { alias: [{ find: "~", replacement: "./src" }, "x"] }',
    }
    aliases = {alias.pattern: alias.targets for alias in declared_aliases(tree(files))}
    assert aliases["@/*"] == ("web/client/app/*",)
    assert aliases["own"] == ("web/own",)
    assert aliases["~/*"] == ("web/src/*",)
    assert not {"to", "no"} & set(aliases)
