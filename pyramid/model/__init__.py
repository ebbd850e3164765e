"""The nouns that every room speaks: frozen values, no input or output."""
