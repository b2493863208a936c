"""Northgate Garages: plain geometry, concrete and green, everything square to the page."""
