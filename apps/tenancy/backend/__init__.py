"""PostgreSQL backend that binds the tenant to the statement. Name it as ENGINE: `apps.tenancy.backend`."""
