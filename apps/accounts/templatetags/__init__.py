"""Template tags of the signed-in pages."""
