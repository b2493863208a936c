"""The whole system from one command: servers of its own, their supervisor, sample businesses, the tests' servers."""
