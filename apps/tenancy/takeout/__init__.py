"""A business leaves, comes back, or is kept: export, restore, deletion, and the installation's daily backup.

Everything is read from the database's catalog and from the models, so a new table is taken along without
being named here. What only a higher app knows it puts into `registries`. Refuses: an archive that is not
exactly what it says.
"""
