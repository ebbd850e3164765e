"""Pages made from the code, one module a sort of page."""
