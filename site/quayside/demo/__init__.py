"""The whole system from one command: its own servers, their supervisor, sample businesses, the tests."""
