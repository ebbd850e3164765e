"""What a name without an object means, as far as its own file tells: a variable, or a member of the class.

Java lets ``this`` be left out.  The facts say it wherever the file declares the member; what a
class inherits from another file only the link can know.
"""

from __future__ import annotations


class Frame:
    """A class or a body being walked.

    ``names`` are the fields of a class, or the variables of a body.  ``methods`` and ``static`` are
    those of a class; ``bound`` tells whether a body has an object.
    """

    __slots__ = ("bound", "is_class", "methods", "name", "names", "static")

    def __init__(self, name: str = "", is_class: bool = False, bound: bool = False) -> None:
        self.name = name
        self.is_class = is_class
        self.bound = bound
        self.names: set[str] = set()
        self.methods: set[str] = set()
        self.static: set[str] = set()


class Frames:
    """The frames around the walk, innermost last."""

    __slots__ = ("_stack",)

    def __init__(self) -> None:
        self._stack: list[Frame] = []

    def push(self, frame: Frame) -> None:
        """Enter a class or a body."""
        self._stack.append(frame)

    def pop(self) -> None:
        """Leave it."""
        self._stack.pop()

    def declare(self, name: str) -> None:
        """A variable of the body at hand; outside all bodies it is of no interest."""
        if self._stack and not self._stack[-1].is_class:
            self._stack[-1].names.add(name)

    def field(self, name: str) -> str | None:
        """What to write before a name that is a field of a class around: ``this``, or the class's name."""
        bound, own, inside = False, True, False
        for frame in reversed(self._stack):
            if frame.is_class:
                if name in frame.names:
                    if own and not inside:
                        return None  # in the body of the class itself it is a name like any other
                    return "this" if own and bound and name not in frame.static else frame.name or None
                own = False
            elif name in frame.names:
                return None
            bound, inside = bound or frame.bound, inside or not frame.is_class
        return None

    def method(self, name: str) -> bool:
        """Whether a name that is called is a method of the object at hand."""
        bound = False
        for frame in reversed(self._stack):
            if frame.is_class:
                return bound and name in frame.methods and name not in frame.static
            bound = bound or frame.bound
        return False

    def target(self, name: str) -> str | None:
        """What to write before a name that is assigned: nothing for a variable, else whose field it is."""
        bound, found = False, None
        for frame in reversed(self._stack):
            if name in frame.names and not frame.is_class:
                return None
            if frame.is_class:
                own = "this" if bound and name not in frame.static else frame.name
                if name in frame.names:
                    return own
                found, bound = found or own, False
            bound = bound or frame.bound
        return found
