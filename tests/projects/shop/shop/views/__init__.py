"""The shop's pages and its JSON API."""
