"""The reference: bare Django with the same tables, without row security, audit or middleware."""
