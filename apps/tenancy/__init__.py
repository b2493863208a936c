"""Which business a statement, a request, a task, a file belongs to, and the database's own proof of it.

Owns tenants, their domains and locations, plans and quotas, the keys that protect personal data, provisioning and
takeout. Public calls: `context` (bind and ask), `services` (write), `quotas`, `models.TenantModel`.
Refuses: raw SQL anywhere but `tenancy.db`.
"""
