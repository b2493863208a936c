"""Forms with which the owner shapes the back office."""
