"""Static analyzer and test-gap advisor for the test pyramid."""

__version__ = "0.1.0"
