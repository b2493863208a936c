"""Finding pages of the site by words."""
