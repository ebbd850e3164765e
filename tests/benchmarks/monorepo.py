"""Write a synthetic monorepo of a given size: packages that import each other as teams' packages do.

    python tests/benchmarks/monorepo.py FOLDER --lines 1000000 [--seed 1]

Each package has models, rules, a store, services, an API and tests.  A package imports a few others,
mostly the old and popular ones (preferential attachment, as in package registries), so that some are
used by thousands and most by a handful.  The same numbers give the same bytes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

#: Other packages that one uses.
_USED = 4
#: Functions of a module: between these.
_FUNCTIONS = (6, 14)

_MODEL = '''class {name}:
    """What {package} keeps of {word}."""

    def __init__(self, key: str, amount: int = 0, parent: "{name} | None" = None) -> None:
        self.key = key
        self.amount = amount
        self.parent = parent
        self.notes: list[str] = []

    @property
    def label(self) -> str:
        return f"{{self.key}}: {{self.amount}}"

    def total(self) -> int:
        if self.parent is not None:
            return self.amount + self.parent.total()
        return self.amount

    def note(self, text: str) -> "{name}":
        self.notes.append(text)
        return self


'''
_RULE = '''def {name}(item: {model}, limit: int = {number}) -> int:
    """A limit of {package}."""
    total = item.total()
    if total > limit:
        item.note("above")
        return limit
    for step in range(3):
        total += step * {number}
    return max(total, {other}(item) if limit > {number} else 0)


'''
_FIRST_RULE = '''def {name}(item: {model}, limit: int = {number}) -> int:
    """The first limit of {package}."""
    return min(item.total(), limit)


'''
_SERVICE = '''def {name}(store: Store, key: str, amount: int) -> {model}:
    """What {package} does with {word}."""
    found = store.find(key)
    if found is None:
        found = store.add({model}(key, amount))
    value = {rule}(found)
    if value > {number}:
        found = found.note({foreign}(store.neighbour(), key, value).label)
    try:
        found.amount = rules.{rule}(found, value)
    except ValueError as error:
        raise Refused(key) from error
    return found


'''
_STORE = '''class Store:
    """The records of {package}."""

    def __init__(self) -> None:
        self._records: dict[str, {model}] = {{}}

    def find(self, key: str) -> {model} | None:
        return self._records.get(key)

    def add(self, record: {model}) -> {model}:
        self._records[record.key] = record
        return record

    def neighbour(self) -> "Foreign":
        return Foreign()

    def all(self) -> list[{model}]:
        return sorted(self._records.values(), key=lambda each: each.key)


class Refused(Exception):
    """A record that {package} does not take."""


'''
_VIEW = '''@app.post("/{package}/{word}/<key>")
def {name}(key: str):
    """A request to {package}."""
    store = Store()
    try:
        record = services.{service}(store, key, int(request.args["amount"]))
    except Refused as refused:
        return {{"error": str(refused)}}, 422
    return {{"label": record.label, "total": record.total()}}


'''
_TEST = """def test_{service}_{number}(store):
    record = services.{service}(store, "a", {number})
    assert record.total() <= {number}
    assert [each.key for each in store.all()] == ["a"]


def test_{view}_answers_{number}(client):
    response = client.post("/{package}/{word}/a?amount={number}")
    assert response.status_code == 200
    assert response.json["total"] == {number}


"""
_WORDS = ("order", "invoice", "parcel", "tariff", "claim", "seat", "ticket", "refund", "quota", "lease")


def main() -> None:
    """Read the words and write the tree."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--lines", type=int, default=1_000_000)
    words.add_argument("--seed", type=int, default=1)
    chosen = words.parse_args()
    files, lines = write(chosen.folder, chosen.lines, chosen.seed)
    print(f"{files:,} files, {lines:,} lines in {chosen.folder}")


def write(folder: Path, lines: int, seed: int = 1) -> tuple[int, int]:
    """Write packages until there are so many lines; the numbers of files and lines."""
    draw = random.Random(seed)
    popular: list[int] = []
    files = written = number = 0
    while written < lines:
        used = sorted(set(draw.sample(popular, min(_USED, len(popular)))) - {number}) if popular else []
        for path, source in package(number, used, draw):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(source, encoding="utf-8")
            files, written = files + 1, written + source.count("\n")
        popular += [number, *used]
        number += 1
    return files, written


def package(number: int, used: list[int], draw: random.Random) -> Iterator[tuple[str, str]]:
    """The files of one package by path."""
    name, model, word = f"team{number}", f"Record{number}", draw.choice(_WORDS)
    names = {"package": name, "model": model, "word": word}
    rules = [f"limit_{word}_{each}" for each in range(draw.randint(*_FUNCTIONS))]
    services = [f"take_{word}_{each}" for each in range(draw.randint(*_FUNCTIONS))]
    foreign = [f"team{other}" for other in used] or [name]
    yield f"{name}/__init__.py", f'"""The package of {name}."""\n\nfrom {name}.models import {model}\n'
    yield f"{name}/models.py", "".join(_MODEL.format(name=n, **names) for n in (model, f"{model}Line"))
    yield f"{name}/rules.py", _rules(rules, names, draw)
    yield f"{name}/store.py", _store(foreign[0], names)
    yield f"{name}/services.py", _services(services, rules, foreign, names, draw)
    yield f"{name}/api.py", _api(services, names)
    yield f"{name}/tests/__init__.py", ""
    yield f"{name}/tests/conftest.py", _conftest(name)
    yield f"{name}/tests/test_services.py", _tests(services, names, draw)


def _rules(rules: list[str], names: dict[str, str], draw: random.Random) -> str:
    head = f"from {names['package']}.models import {names['model']}\n\n\n"
    first = _FIRST_RULE.format(name=rules[0], number=draw.randint(1, 99), **names)
    rest = (
        _RULE.format(name=rule, number=draw.randint(1, 99), other=rules[draw.randrange(position)], **names)
        for position, rule in enumerate(rules[1:], 1)
    )
    return head + first + "".join(rest)


def _store(foreign: str, names: dict[str, str]) -> str:
    own = foreign == names["package"]
    other = "Foreign = object\n" if own else f"from {foreign}.store import Store as Foreign\n"
    return f"from {names['package']}.models import {names['model']}\n{other}\n\n" + _STORE.format(**names)


def _services(
    services: list[str], rules: list[str], foreign: list[str], names: dict[str, str], draw: random.Random
) -> str:
    package = names["package"]
    head = f"from {package} import rules\nfrom {package}.models import {names['model']}\n"
    head += f"from {package}.rules import {', '.join(rules)}\nfrom {package}.store import Refused, Store\n"
    others = [other for other in foreign if other != package]
    head += "".join(f"import {other}.services as {other}\n" for other in others) + "\n\n"
    body = []
    for service in services:
        target = f"{draw.choice(others)}.FIRST" if others else service
        body.append(
            _SERVICE.format(
                name=service, rule=draw.choice(rules), number=draw.randint(1, 99), foreign=target, **names
            )
        )
    return head + "".join(body) + f"FIRST = {services[0]}\n"


def _api(services: list[str], names: dict[str, str]) -> str:
    package = names["package"]
    head = "from flask import Flask, request\n\n"
    head += f"from {package} import services\nfrom {package}.store import Refused, Store\n\n"
    views = (_VIEW.format(name=f"view_{service}", service=service, **names) for service in services)
    return head + "app = Flask(__name__)\n\n\n" + "".join(views)


def _conftest(package: str) -> str:
    head = f"import pytest\n\nfrom {package}.api import app\nfrom {package}.store import Store\n\n\n"
    return head + (
        "@pytest.fixture\ndef store():\n    return Store()\n\n\n"
        "@pytest.fixture\ndef client():\n    return app.test_client()\n"
    )


def _tests(services: list[str], names: dict[str, str], draw: random.Random) -> str:
    tests = (
        _TEST.format(service=service, view=f"view_{service}", number=draw.randint(1, 99), **names)
        for service in services
        for _ in range(2)
    )
    return f"from {names['package']} import services\n\n\n" + "".join(tests)


if __name__ == "__main__":
    main()
