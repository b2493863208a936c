"""Quayside: the composition root."""
