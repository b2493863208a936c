"""Files as rows of texts."""
