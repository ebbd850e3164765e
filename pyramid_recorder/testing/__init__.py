"""The side of the tests: who is running, and the label on everything that is sent to the application."""
