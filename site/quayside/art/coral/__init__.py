"""Coral & Current: water in layers, soft light from above left, depth lines."""
