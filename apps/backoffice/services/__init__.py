"""Writes of the back office."""
