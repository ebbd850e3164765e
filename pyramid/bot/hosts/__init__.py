"""One module a code host; its name is the host's name.

Each offers ``connect(address, repository, token) -> Host`` and says where its values come from:
``TOKENS`` (variables, the first that is set counts), ``REPOSITORY``, ``ADDRESS`` and
``DEFAULT_ADDRESS``.
"""
