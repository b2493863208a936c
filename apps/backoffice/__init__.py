"""The generated back office: screens, navigation, dashboards, imports, the owner's fields and record types.

Knows how to show and change any record; what may be done to one is the service's of the app that owns it.
"""
