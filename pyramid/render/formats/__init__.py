"""One module a format; its name is the format's name.

Each offers ``render(report, options) -> str``; one that programs read also offers
``render_error(error, fix) -> str``.  The module's first line is the format's documentation.
"""
