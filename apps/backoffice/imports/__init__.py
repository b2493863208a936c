"""Spreadsheets into records: read, mapped, checked without writing, imported in batches, undone as a whole."""
