"""The closed vocabulary of recognizers: what a use of a name can mean, and its slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

READINGS: Mapping[str, str] = {
    "text": "the string, unknown parts as NUL",
    "word": "the string, only when it is known in whole",
    "words": "one string or a list of strings, joined by one space",
    "symbol": "the dotted name of the function, class or module",
    "origin": "where the object was created (path:line), or the dotted name of what it is",
    "pattern": "the text of a pattern: a string, a regular expression, or what a call makes one of",
    "pairs": "a dictionary of strings as key:value words",
    "document": "the text of a query, also under the key `query` of a dictionary that is sent",
    "place": "the source itself (arg:0, receiver): where the expression stands in the call",
}

WAYS: Mapping[str, str] = {
    "call": "the name is called; `package.Type.*` stands for every member",
    "decorator": "the name decorates a function or class, called or not",
    "base": "a class derives from the name, at any depth",
    "pair": "a tuple whose first element may be a path holds a class that derives from the name second",
    "attribute": "the name is read",
    "options": "a call, whatever it is of, is given a dictionary with this key (`name.key`: of this name;"
    " not in Python)",
    "raise": "the name is raised, called or not",
    "assign": "a variable of this plain name is assigned in a module (not in Python: an attribute, too)",
    "define": "a function of this plain name stands at the top of a file that imports what `requires` names",
    "parameter": "a test or fixture asks for a fixture of this name that the tree does not define",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One word of the ``emit`` vocabulary: its summary, and how each slot is read."""

    summary: str
    slots: Mapping[str, str] = field(default_factory=dict)


def _kind(summary: str, **slots: str) -> Kind:
    return Kind(summary, {name.replace("_", "-"): reading for name, reading in slots.items()})


KINDS: Mapping[str, Kind] = {
    # the application
    "route": _kind(
        "a handler answers a URL",
        path="text",
        method="words",
        handler="symbol",
        owner="origin",
        name="text",
        style="word",
        default="words",
        actions="pairs",
        dispatch="words",
        suffix="word",
        version="text",
        leading="word",
    ),
    "mount": _kind(
        "routes nest under a prefix",
        parent="origin",
        child="origin",
        prefix="text",
        name="text",
        join="word",
        replaces="word",
        own="word",
        container_name="word",
        variable="word",
        version="text",
        leading="word",
    ),
    "view": _kind(
        "a class or function answers requests",
        dispatch="words",
        provides="words",
        methods="words",
        name="text",
    ),
    "view-action": _kind(
        "a further method of a resource class answers requests",
        method="words",
        path="text",
        detail="word",
        name="text",
    ),
    "operation": _kind(
        "a function answers an operation of a schema",
        name="text",
        style="word",
        method="word",
        handler="symbol",
        owner="symbol",
    ),
    "operation-call": _kind("a schema is asked in process, without a request", document="document"),
    "operation-root": _kind(
        "the root types of a schema",
        query="symbol",
        mutation="symbol",
        subscription="symbol",
        style="word",
        resolvers="word",
        payload="word",
        answers="words",
    ),
    "operation-group": _kind("a type of a schema is made of functions", handler="symbol", group="origin"),
    "directive": _kind(
        "a function of the tree becomes a method of a framework's object", name="text", target="symbol"
    ),
    "reverse": _kind("the URL of a named route", name="text", join="word"),
    "model": _kind("a class stored in a database"),
    "serializer": _kind("a class or function that turns values into payloads and back"),
    "form": _kind("a class that validates what people send"),
    "command": _kind("a command of a command line"),
    "task": _kind("a job of a queue", name="text"),
    "migration": _kind("a change of a database schema"),
    "admin": _kind("an administration page"),
    "middleware": _kind("code around every request"),
    "settings": _kind("a class or module of settings"),
    "template-tag": _kind("a function that templates call", name="text"),
    "permission": _kind("a class or function that decides who may do what"),
    "validator": _kind("a function or class that refuses wrong values"),
    "dependency": _kind("a function that the framework calls for a handler", target="symbol"),
    "handler": _kind("a function that the framework calls for an event or an error", target="symbol"),
    "template": _kind("a template is rendered", template="text"),
    "render": _kind("a response is built", status="word"),
    "request-context": _kind("the request being answered, its session or its application is read"),
    "raise-http": _kind("an HTTP status is raised or returned", status="word"),
    "flash": _kind("a message is shown to the user", text="text", level="word"),
    # what tests and code use
    "database": _kind("a database is used", engine="word", action="word"),
    "external-call": _kind("a call leaves the process", service="word", method="word", url="text"),
    "process": _kind("a process or command line is run", tool="word"),
    "client": _kind("an in-process test client is made or used", framework="word"),
    "request": _kind(
        "a request to the application", method="words", url="text", client="word", document="document"
    ),
    "double": _kind(
        "a collaborator is replaced; with a URL, what answers in its place",
        target="text",
        tool="word",
        method="words",
        url="text",
    ),
    "stub": _kind(
        "what answers in the place of a service, and the calls it stands for",
        url="text",
        method="words",
        tool="word",
        stands_for="words",
    ),
    "contract": _kind("a test of what two sides agreed on", consumer="text", provider="text", tool="word"),
    "container": _kind("a container is started", service="word"),
    "database-container": _kind("a container with a database is started", service="word"),
    "schema": _kind("a payload is checked against a schema or contract", tool="word"),
    "api-test": _kind("a test of a tool that asks an API", tool="word"),
    "load-test": _kind("a load tool's user or task", tool="word"),
    "property-test": _kind("a test is generated from properties", tool="word"),
    "snapshot": _kind("a value is compared with a stored one", tool="word"),
    # the runner
    "fixture": _kind("a function is a fixture", scope="word", autouse="word", name="text"),
    "test-class": _kind("a class of tests", runner="word"),
    "test-function": _kind("a test", runner="word"),
    "declared-test": _kind(
        "a call, a decorator or a base class declares a test",
        title="text",
        body="symbol",
        runner="word",
        each="word",
        methods="word",
    ),
    "declared-group": _kind(
        "a call groups the tests that its function declares", title="text", body="symbol"
    ),
    "step": _kind(
        "a function runs the steps of scenarios that read so", text="pattern", handler="symbol", word="word"
    ),
    "step-use": _kind("a scenario has a step that reads so", text="text", word="word", handler="symbol"),
    "step-missing": _kind("a scenario has a step that no function of the tree runs", text="text"),
    "scenario": _kind("a test runs a scenario of a feature file", path="text", title="text"),
    "declared-hook": _kind(
        "a call or a decorator declares what runs around the tests of its group", body="symbol"
    ),
    "marker": _kind("a marker on a test", name="words", reason="text"),
    "base-url": _kind("the address of the application under test"),
    "base-path": _kind("the requests of this tool go to addresses below one", url="text"),
    "live-server": _kind("the application is served on a port", framework="word"),
    # the browser
    "browser": _kind("a browser object is made or used", tool="word"),
    "visit": _kind("a page is opened", url="text"),
    "action": _kind("a user's action", action="word", subject="place", value="text", key="text"),
    "drawing": _kind("a component of the frontend is drawn by the test itself", tool="word"),
    "locator": _kind(
        "an element is looked up", by="word", value="text", name="text", within="place", many="word"
    ),
    "strategy": _kind("the way in which a locator given as data finds its element", by="word"),
    "check": _kind(
        "an assertion",
        matcher="word",
        negated="word",
        subject="place",
        expected="place",
        name="text",
        status="word",
        soft="word",
    ),
    "wait": _kind(
        "a wait that may be the assertion",
        matcher="word",
        negated="word",
        subject="place",
        expected="place",
        by="word",
        value="text",
    ),
    "condition": _kind(
        "a condition handed to a wait",
        matcher="word",
        negated="word",
        subject="place",
        expected="place",
    ),
    "observation": _kind(
        "something read from a page or response, as assertions do",
        what="word",
        name="text",
        subject="place",
    ),
    "alias": _kind("an element gets a name, by which it is found later", name="text", subject="place"),
    "intercept": _kind("the backend is stubbed in the browser", url="text"),
    "storage": _kind("cookies or browser storage are touched"),
    "download": _kind("a file is downloaded"),
    "keyboard": _kind("the keyboard is used", key="text"),
    "mouse": _kind("the mouse is used"),
    "clipboard": _kind("the clipboard is used"),
    "viewport": _kind("the window's size or a device is set"),
    "screenshot": _kind("a picture of the page is taken"),
    "evaluate": _kind("a script runs in the page", script="text"),
    "dialog": _kind("a browser dialog is handled"),
    "frame": _kind("a frame is entered"),
    "window": _kind("another tab or window is used"),
    "history": _kind("the browser goes back, forward or reloads", direction="word"),
    "console": _kind("the browser's console or errors are read"),
    "network": _kind("the browser's traffic is read", url="text"),
    "a11y": _kind("accessibility is checked"),
}

#: What reads a document; the language packages of these names.
FORMATS: Mapping[str, str] = {
    "json": "JSON, comments allowed",
    "yaml": "YAML; several documents are a list",
    "xml": "elements as mappings: `@name` an attribute, the tag an element inside, `#text` the text",
    "gherkin": "`feature` with `scenario` and `rule`; a scenario has `name`, `tag`, `step` (`text`, `type`)",
    "exchanges": "a list of requests as text: `method`, `url`, `status`, `asserts`",
    "blocks": "`name { key: value }`, by the name of the block",
}

KNOWLEDGE_KINDS = ("framework", "tool")
RULE_KINDS = (*KNOWLEDGE_KINDS, "layer", "role", "advice")

SOURCES: Mapping[str, str] = {
    "arg:N": "the positional argument N, counted from 0 after the receiver",
    "arg:NAME": "the keyword argument NAME, or that of a class's header",
    "arg:N+": "the positional arguments from N on",
    "item": "the element that `each` stands at; `item:N` a part of it or of the pair, `item:N+` its rest",
    "name:VAR": "what the placeholder {VAR} of the name stood for",
    "receiver": "what the method is called on",
    "receiver/arg:N": "an argument of the call that the method is called on",
    "here": "the recognised call itself",
    "value": "what the variable is assigned",
    "subject": "the decorated function or class, or the class that derives",
    "subject-name": "the plain name of that definition",
    "known-as:N": "the name a handler goes by: what its `as_view` is given, else its plain name",
    "class": "the class that the decorated function stands in",
    "member:NAME": "the class's own or inherited attribute NAME",
    "return:NAME": "what the class's method NAME returns",
}
