"""One module a command; its name is the command's name, its ``command`` the click command.

A module imports what it needs inside its functions: listing the commands must stay fast.
"""
