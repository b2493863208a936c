"""Board pages of screens: records as cards in columns by state."""
