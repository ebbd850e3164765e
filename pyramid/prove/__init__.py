"""Break a function in a copy of the repository, fault by fault, and see which tests notice.

The door offers what an audit needs, the kept proofs; ``prove.proving`` makes new ones, and brings the
parser's matchers with it, which an audit does not wait for.
"""

from pyramid.prove.store import digest, read_proofs, valid_proofs, write_proofs

__all__ = ["digest", "read_proofs", "valid_proofs", "write_proofs"]
