"""Files of a business stand under its own folder, at paths nobody can guess."""

import posixpath
import re
import secrets
from typing import Any, Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage

from apps.tenancy import context
from apps.tenancy.errors import NoTenant

PATH: Final = re.compile(r"tenants/(\d+)/[0-9A-Za-z_-]{16}/")


def folder(tenant: int) -> str:
    """Where everything of one business stands, with a closing slash."""
    return f"tenants/{tenant}/"


class WithinTenant:
    """Mixed into a storage: new names get the bound business's folder and a random part; others' are refused."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Prefix the name unless it stands in this business's folder already. Raises NoTenant."""
        tenant = context.current_tenant_id()
        if tenant is None:
            raise NoTenant
        if not name.startswith(folder(tenant)):
            name = f"{folder(tenant)}{secrets.token_urlsafe(12)}/{name}"
        available: str = super().get_available_name(name, max_length=max_length)  # type: ignore[misc]
        return available

    def _open(self, name: str, mode: str = "rb") -> Any:
        self._refuse_foreign(name)
        return super()._open(name, mode)  # type: ignore[misc]

    def exists(self, name: str) -> bool:
        """Whether the bound business has the file."""
        self._refuse_other(name)
        return bool(super().exists(name))  # type: ignore[misc]

    def size(self, name: str) -> int:
        """Bytes of a file of the bound business."""
        self._refuse_other(name)
        return int(super().size(name))  # type: ignore[misc]

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Address of a file of the bound business."""
        self._refuse_other(name or "")
        return str(super().url(name, *args, **kwargs))  # type: ignore[misc]

    def delete(self, name: str) -> None:
        """Delete a file of the bound business."""
        self._refuse_foreign(name)
        super().delete(name)  # type: ignore[misc]

    def _refuse_other(self, name: str) -> None:
        """For what tells no content: refused inside another business, left alone where none is bound."""
        if context.current_tenant_id() is not None:
            self._refuse_foreign(name)

    def _refuse_foreign(self, name: str) -> None:
        bound = context.current()
        found = PATH.match(name)
        if bound.alias == "platform" and bound.tenant is None:
            return
        if found is None or int(found[1]) != bound.tenant or posixpath.normpath(name) != name:
            raise SuspiciousFileOperation("the file belongs to another business")


class TenantStorage(WithinTenant, FileSystemStorage):
    """Files on a local or mounted disk."""
