"""Links to private files: signed for one business, one file and one name, and over after a while."""

from datetime import datetime
from typing import Final

from django.core import signing
from django.urls import reverse

from apps.kernel.errors import NotFound
from apps.tenancy import context
from apps.tenancy.errors import NoTenant

HOUR: Final = 3600
_SALT: Final = "files.link"


def link(name: str, *, filename: str, at: datetime, seconds: int = HOUR) -> str:
    """Address under which whoever holds it gets the stored file until `at` + `seconds`. Raises NoTenant."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    until = int(at.timestamp()) + seconds
    token = signing.dumps([tenant, name, filename, until], salt=_SALT, compress=True)
    return reverse("private_file", args=[token])


def opened(token: str, *, at: datetime) -> tuple[str, str]:
    """The stored name and the name to save it under. Raises NotFound: forged, over, or another business's."""
    try:
        tenant, name, filename, until = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
    if tenant != context.current_tenant_id() or at.timestamp() > until:
        raise NotFound
    return name, filename
