"""Facts that were written in the transaction of the change they tell of, and who acts on them.

`services.record` writes one, `ports.on` names who acts on it. It keeps its promise through crashes: a committed fact is
handled at least once, and what a handler writes to the database happens once. It knows no fact by name.
"""
