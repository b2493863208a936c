"""Who a person is, where they are a member, what their role lets them do, and how they sign in.

Public calls: `services` (write), `queries` (read), `access.may` and `access.permitted` (permissions),
`home.ENTRIES` (pages of the signed-in home). A person is visible only where they are or were a member.
Refuses: superusers, groups, permissions stored per user.
"""
