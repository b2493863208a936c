"""How a business looks in its back office: colours from one accent, and a logo that is safe to show."""
