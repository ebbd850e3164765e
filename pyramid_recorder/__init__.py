"""Which code of an application each test runs, recorded inside the application's own processes.

Only Python's standard library is needed, and nothing of the audit is imported: the package can
stand in the environment of any application.  It is started by ``boot/sitecustomize.py``, by a
``.pth`` file or by the plugin for test runs, and does nothing unless ``PYRAMID_RECORD`` is set.
"""

from __future__ import annotations

#: The same as that of `pyramid-audit`, which brings the recorder along.
__version__ = "0.1.0"

#: The version of the record format (``docs/explanation/records.md``).
FORMAT = 1
