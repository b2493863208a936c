"""The owner's fields of the bound business: one query for as long as the binding lasts, so one for each request."""

from typing import Final

from apps.backoffice import request_cache
from apps.backoffice.fields.attribute import PREFIX, OwnField
from apps.backoffice.models import CustomField
from apps.tenancy import context

_NAME: Final = "fields"
Fields = tuple[OwnField, ...]
# Written out: asked by every request that saves something, and the ORM takes longer to word it than all the rest takes.
# The platform role sees all businesses.
_DEFINED: Final = """
SELECT * FROM backoffice_customfield WHERE tenant_id = %s AND deleted_at IS NULL ORDER BY "on", "order", id
"""


def fields_of(on: str) -> Fields:
    """The fields of a kind of record, in their order; none where no business is bound."""
    bound = context.current()
    if bound.tenant is None:
        return ()
    tenant = bound.tenant
    return request_cache.once(_NAME, lambda: _read(tenant)).get(on, ())


def field_of(on: str, key: str) -> OwnField | None:
    """The field of a key such as "custom.size"."""
    return next((field for field in fields_of(on) if field.key == key), None)


def is_own(key: str) -> bool:
    """Whether a key names a field of the owner's."""
    return key.startswith(PREFIX)


def forget() -> None:
    """Read the fields anew when they are next asked for. Whoever writes one calls it."""
    request_cache.forget()


def _read(tenant: int) -> dict[str, Fields]:
    found: dict[str, list[OwnField]] = {}
    for field in CustomField.objects.raw(_DEFINED, [tenant]):
        found.setdefault(field.on, []).append(OwnField(field))
    return {on: tuple(fields) for on, fields in found.items()}
