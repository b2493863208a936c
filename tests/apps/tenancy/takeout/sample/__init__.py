"""An app with every kind of reference there is, for the takeout to carry. Installed by a fixture alone."""
