"""Django's PostgreSQL backend with tenant cursors."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.utils.asyncio import async_unsafe
from psycopg.pq import Format

from apps.tenancy.backend.cursors import (
    ExplicitTenantCursor,
    TenantCursor,
    TenantServerSideCursor,
)

CURSORS = {"prefix": TenantCursor, "transaction": ExplicitTenantCursor}


class DatabaseWrapper(base.DatabaseWrapper):
    """`TENANT_MODE` in the alias's settings chooses the cursor: "prefix" (default) or "transaction"."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.settings_dict["OPTIONS"].get("server_side_binding"):
            raise ImproperlyConfigured("the tenant backend needs client-side binding")
        mode = self.settings_dict.get("TENANT_MODE") or "prefix"
        if mode not in CURSORS:
            raise ImproperlyConfigured(f"TENANT_MODE is {mode!r}; it may be {' or '.join(CURSORS)}")
        params["cursor_factory"] = CURSORS[mode]
        return params

    @async_unsafe
    def create_cursor(self, name: str | None = None) -> Any:
        if not name:
            return super().create_cursor()
        cursor = TenantServerSideCursor(
            self.connection, name=name, scrollable=False, withhold=self.connection.autocommit
        )
        loader = self.connection.adapters.get_loader(base.TIMESTAMPTZ_OID, Format.TEXT)
        if self.timezone != getattr(loader, "timezone", None):
            register_tzloader(self.timezone, cursor)
        return cursor
