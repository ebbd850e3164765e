"""What one audit has found out, so that the next may use it where the code still says the same."""

from pyramid.keep.kept import Kept, keep
from pyramid.keep.lines import Moved, moves
from pyramid.keep.resume import resume

__all__ = ["Kept", "Moved", "keep", "moves", "resume"]
