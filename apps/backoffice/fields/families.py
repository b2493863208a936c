"""Records of the owner's types as kinds of record with fields of their own: one table, a kind for each type."""

from typing import Any, Final

from django.db.models import QuerySet

from apps.backoffice.fields.places import Family
from apps.backoffice.models import Record
from apps.backoffice.queries import record_types

PREFIX: Final = "records"
_SQL: Final = (
    "(SELECT 'records.' || t.key FROM public.backoffice_recordtype t"
    " WHERE t.tenant_id = {row}.tenant_id AND t.id = {row}.type_id)"
)


def _on(record: Any) -> str:
    # Types are read once per request; one in the trash is not among them.
    known = next((one for one in record_types.active().values() if one.pk == record.type_id), None)
    return str((known or record.type).on)


def _rows(on: str) -> QuerySet[Any]:
    return Record.objects.filter(type__key=on.partition(".")[2])


RECORDS: Final = Family(model=Record, on=_on, rows=_rows, sql=_SQL)


def is_missing(on: str) -> bool:
    """Whether this would be records of a type that there is not, or that is in the trash."""
    prefix, _dot, key = on.partition(".")
    return prefix == PREFIX and record_types.find(key) is None
