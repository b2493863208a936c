"""The owner's own fields as attributes of records, and what they need: kinds, formulas, files, triggers."""
