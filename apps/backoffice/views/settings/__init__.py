"""Pages with which the owner shapes the back office."""
