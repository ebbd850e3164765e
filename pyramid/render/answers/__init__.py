"""One module a format of ``pyramid why`` and ``pyramid tests``.

Each offers ``why(answers, options) -> str`` and ``tests(answers, options) -> str``.
"""
