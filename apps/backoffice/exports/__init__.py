"""Records as files: CSV and JSON while they are read, workbooks made in the background."""
