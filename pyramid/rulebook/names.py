"""What the world outside the audited tree looks like: types, functions, fixtures, runners.

These are the values that a rule file's ``[[type]]``, ``[[function]]``, ``[[fixture]]`` and
``[[runner]]`` tables become.  All names are dotted, as an import statement would spell them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BEHAVIOURS = frozenset(
    {
        "identity",  # a decorator that returns what it is given
        "wraps",  # a decorator whose result runs what it is given
        "context-manager",  # a generator becomes a context manager
        "property",  # reading the attribute runs the function
        "partial",  # a call binds the first argument's parameters
        "callback",  # a call runs the functions it is given, now or later
        "patch",  # a call or decorator replaces a name for a while
        "fixture",  # a decorator that makes a fixture of a test runner
        "makes",  # a call gives an object of the class that it is handed
        "adds-member",  # a call gives a type of a tool a further member, by name
        "assigns-members",  # a call gives its first argument what the others have
        "fixtures",  # a call that adds fixtures, by name, to those that its owner hands out
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownType:
    """A class outside the tree.

    ``returns`` and ``attributes`` map a member to the type it gives; a member ``*`` stands for
    every other one.  ``passes`` maps a member to the types of what it hands to the functions that
    it is given, in the order of their parameters.  ``runs`` maps a member to what calling it runs,
    ``reads`` to what reading it runs, ``keeps`` to what the object holds afterwards, as
    ``pyramid.rulebook.library`` reads them.  The special members ``__enter__``, ``__iter__``,
    ``__getitem__`` and ``__call__`` say what ``with``, a loop, an index and a call of an instance give.
    Of an ``open`` type there is one object: what the tree stores in it is there for everybody.
    """

    name: str
    aliases: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    returns: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    passes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: bool = False
    runs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keeps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFunction:
    """A callable outside the tree: what it returns, and how it behaves as a decorator.

    ``passes`` are the types of what it hands to the functions that it is given, ``adds_to`` the types
    that get a member by it, ``runs`` and ``keeps`` what a call runs and keeps (see
    ``pyramid.rulebook.library``), ``members`` the type whose members a function
    has that it decorates.
    """

    name: str
    aliases: tuple[str, ...] = ()
    returns: str = ""
    behaves: str = ""
    passes: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    members: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFixture:
    """A fixture that a plugin of a test runner gives.

    It counts only where one of the packages in ``requires`` is used; none means everywhere.
    """

    name: str
    type: str
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParameter:
    """A parameter that a framework fills: of every function called ``function`` (a plain name; ``*`` is any),
    of every method ``method`` of a class deriving from ``base``, or of every function under the
    decorator ``decorator``.  ``name`` "" stands for the first one after ``self``.  Those for ``scripts``
    count in JavaScript and TypeScript, by their name alone, the others elsewhere."""

    type: str
    name: str = ""
    function: str = ""
    base: str = ""
    method: str = ""
    decorator: str = ""
    requires: tuple[str, ...] = ()
    scripts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """How a test runner collects: shell patterns on names.

    ``files`` match the file's name; ``functions`` and ``methods`` match functions of modules
    and of collected classes; ``classes`` match classes by name, unless they have one of the
    members ``classes_without``; ``bases`` collect every class deriving from one of them.
    ``opt_out`` is the attribute that, when false, keeps a class or function from collection;
    ``marker`` the dotted name whose attributes mark tests, ``marks`` the variable
    that marks a module or class, ``uses`` the marker that asks for
    fixtures by name.  ``configured`` lists the files and sections (``runner.ini section``) of which the
    first that exists holds a project's own patterns, under the keys of ``options``, whose values
    are ``files``, ``functions`` or ``classes``.  ``setup`` maps a base ("" for any collected class,
    "module" for functions of a module) to the members that run around each test.

    ``cases`` is the dotted decorator that repeats a test for several cases: names first, then the rows.
    A runner that ``unrolls`` lists a test in a loop over a written list once for each element.
    """

    name: str
    files: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    classes_without: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    opt_out: str = ""
    marker: str = ""
    marks: str = ""
    uses: str = ""
    configured: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    setup: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases: str = ""
    unrolls: bool = False
