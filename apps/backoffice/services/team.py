"""Members as the back office changes them: by the rules of accounts."""

from datetime import datetime

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.tenancy import context

CHANGED = frozenset({"role", "overrides", "title", "phone"})


def lock(*, record: Member, values: Values) -> None:
    """Lock what `update` will: all active owners, of whom one must stay, then the member."""
    accounts.lock_owners()
    records.hold(record)


def update(
    *, record: Member, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> Member:
    """Change role, exceptions, title or phone, and the owner's own fields. Raises Outranked, MoreThanOwn, LastOwner."""
    ours = {key: value for key, value in values.items() if key in CHANGED}
    others = {key: value for key, value in values.items() if key not in CHANGED}
    with context.atomic():
        lock(record=record, values=values)
        if ours:
            accounts.change_member(
                member=record,
                role=ours.get("role", record.role),
                overrides=ours.get("overrides", record.overrides),
                title=ours.get("title", record.title) or "",
                phone=ours.get("phone", record.phone) or "",
                by=by,
            )
        if others:
            records.update(record=record, values=others, children=children, by=by, at=at)
    return record
