"""Who changed what, when, and from where: written by the database itself, so no way of writing evades it.

Owns the log and the record of writing requests. Public calls: `queries` (read), `tables.EXEMPT` and
`tables.MASKED` (what a new app may have to add to). Refuses: changing or deleting an entry, for every role
but the owner's commands.
"""
