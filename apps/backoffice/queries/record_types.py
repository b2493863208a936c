"""Reads of record types and their records."""

from django.db.models import Count, QuerySet

from apps.accounts import builtin
from apps.accounts.models import Member
from apps.backoffice import request_cache
from apps.backoffice.models import Record, RecordType
from apps.tenancy import context


def active() -> dict[str, RecordType]:
    """The business's types by key, in the order of the navigation, without the trash. One query per request."""
    return request_cache.once("record types", _active)


def find(key: str) -> RecordType | None:
    """The type of a key, None when there is none or it is in the trash."""
    return active().get(key)


def stored(key: str) -> RecordType | None:
    """The type of a key as it is now, also from the trash. One query."""
    return RecordType.objects.filter(key=key).first()


def is_open_to(type_: RecordType, member: Member) -> bool:
    """Whether the type is meant for the member's role. Owners are never left out."""
    return not type_.visible_to or member.role.key in (*type_.visible_to, builtin.OWNER)


def count_by_state(type_: RecordType) -> dict[str, int]:
    """How many records are in each state, "" for none. One query."""
    # With the model's own order Django would group by that, too.
    rows = Record.objects.filter(type=type_).order_by().values_list("state").annotate(number=Count("id"))
    return dict(rows)


def counted() -> QuerySet[RecordType]:
    """All types, those in the trash too, with how many records each has as `number`. One query."""
    return RecordType.objects.annotate(number=Count("records")).order_by("position", "name")


def count(type_: RecordType) -> int:
    """How many records a type has. One query."""
    return Record.objects.filter(type=type_).count()


def _active() -> dict[str, RecordType]:
    if context.current_tenant_id() is None:
        return {}
    return {type_.key: type_ for type_ in RecordType.objects.filter(trashed_at__isnull=True)}
