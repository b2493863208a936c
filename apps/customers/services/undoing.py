"""A merge taken back.

Both customers become what they were, except for what somebody has changed since:

* A value of the kept record that the merge changed goes back only if it still is what the merge made it. One the merge
  left alone stays as it is now, edited or not.
* Bookings and lifetime value are counted back: what has come since stays with the kept record.
* The other record returns as it was under its old number. Its e-mail address stays away if another customer has it now.
* Rows go back that still belong to the kept record; what was added to it since stays there.

Whatever cannot go back is a conflict. `undo_merge` then refuses and lists all of it, or with `partly=True` brings back
the rest and answers the list.
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any, Final, Never

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.screens.registry import SCREENS
from apps.customers.errors import ChangedSinceMerge, MergedAgain, MergeIsTooOld, MergeIsUndone, NoSuchCustomer
from apps.customers.models import Customer, CustomerMerge
from apps.customers.models.merges import DAYS
from apps.customers.services import cleaning, contacts, own, snapshots
from apps.customers.services.following import followers
from apps.customers.types import Undone, UndoPreview
from apps.tenancy import context

# What services move on by themselves; that they have is no conflict.
_MOVES_ON: Final = frozenset({"last_activity_at", "created_at", "risk_score"})
_COUNTED: Final = ("booking_count", "lifetime_value")
# They follow from other columns, or are counted back with one.
_FOLLOWS: Final = frozenset({*cleaning.DERIVED, "lifetime_currency", "custom"})


def undo_merge(*, merge: CustomerMerge, by: Member | None, at: datetime, partly: bool = False) -> Undone:
    """Make two customers of one again. See the module for what a later change means.

    Raises MergeIsUndone, MergeIsTooOld, MergedAgain, and without `partly` ChangedSinceMerge. Locks the merge, the
    kept customer and the rows that move.
    """
    with context.atomic():
        if merge.snapshot:
            contacts.hold(_contacts(merge.snapshot) + contacts.of(merge.kept))
        merge = CustomerMerge.objects.select_for_update().filter(pk=merge.pk).first() or _gone()
        _refuse(merge, at)
        data = merge.snapshot
        kept = Customer.objects.select_for_update().get(pk=merge.kept_id)
        left = _take_back(kept, data)
        restored = snapshots.restored(data["other"])
        left += _keep_address_unique(kept, restored)
        own.compute(kept)
        kept.save()
        restored.save(force_insert=True)
        known = followers()
        for key, moved in data["moved"].items():
            if key in known:
                left += known[key].back(moved=moved, kept=kept, restored=restored)
        if left and not partly:
            raise ChangedSinceMerge(what=", ".join(left))
        merge.undone_at, merge.snapshot = at, {}
        merge.save(update_fields=["undone_at", "snapshot"])
        return Undone(kept, restored, left)


def undo_preview(*, merge: CustomerMerge, at: datetime) -> UndoPreview:
    """What `undo_merge` would do now; changes nothing. A query for each kind of row that moved.

    Raises what it raises, except ChangedSinceMerge: `left` says that.
    """
    _refuse(merge, at)
    data, now = merge.snapshot, merge.kept
    kept = copy(now)
    left = _take_back(kept, data)
    restored = snapshots.restored(data["other"])
    left += _keep_address_unique(kept, restored)
    own.compute(kept)
    returns, known = [], followers()
    for key, moved in data["moved"].items():
        if key not in known:
            continue
        back, gone = known[key].returning(moved=moved, kept=now)
        returns += [(str(known[key].label), back)] if back else []
        left += [f"{known[key].label} ({gone})"] if gone else []
    shown = [one for one in SCREENS.get(own.ON).attributes() if not _stands_beside(one)]
    texts = [(str(one.label), *(one.text(one.value(row)) for row in (now, kept, restored))) for one in shown]
    return UndoPreview(
        kept=now,
        name=restored.name,
        changes=[(label, was, becomes) for label, was, becomes, _other in texts if was != becomes],
        restored=[(label, text) for label, _was, _becomes, text in texts if text],
        returns=returns,
        left=left,
    )


def _stands_beside(one: Attribute) -> bool:
    return isinstance(one, OwnField) and one.beside is not None


def _contacts(data: Mapping[str, Any]) -> list[str | None]:
    rows = (data["other"], data["before"], data["merged"])
    return [row.get(key) for row in rows for key in ("email", "phone")]


def _refuse(merge: CustomerMerge, at: datetime) -> None:
    if merge.undone_at is not None:
        raise MergeIsUndone
    if at > merge.undo_until or not merge.snapshot:
        raise MergeIsTooOld(days=DAYS)
    if merge.snapshot["kept"] != merge.kept_id:
        later = CustomerMerge.objects.filter(merged_number=merge.snapshot["kept"], undone_at=None).first()
        raise MergedAgain(name=later.merged_name if later else merge.snapshot["kept"])


def _gone() -> Never:
    """The kept customer was deleted, and the merge with it."""
    raise NoSuchCustomer


def _take_back(kept: Customer, data: Mapping[str, Any]) -> list[str]:
    """Set on the kept record what goes back; answers the rest in words."""
    now, left = snapshots.row(kept), []
    for name, before in data["before"].items():
        if name in _COUNTED or name in _FOLLOWS:
            continue
        if now[name] == data["merged"][name]:
            setattr(kept, name, snapshots.python(name, before))
        elif name not in _MOVES_ON:
            left.append(str(Customer._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    left += _count_back(kept, data)
    left += _own_back(kept, data)
    cleaning.derive(kept)
    return left


def _count_back(kept: Customer, data: Mapping[str, Any]) -> list[str]:
    left = []
    for name in _COUNTED:
        if name not in data["before"]:
            continue
        added = data["merged"][name] - data["before"][name]
        remaining = getattr(kept, name) - added
        other_money = name == "lifetime_value" and kept.lifetime_currency != data["merged"].get(
            "lifetime_currency", kept.lifetime_currency
        )
        if remaining < 0 or other_money:
            left.append(str(Customer._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
            continue
        setattr(kept, name, remaining)
        if name == "lifetime_value" and not remaining:
            kept.lifetime_currency = data["before"].get("lifetime_currency", kept.lifetime_currency)
    return left


def _own_back(kept: Customer, data: Mapping[str, Any]) -> list[str]:
    """Owner's fields, each for itself."""
    if "custom" not in data["before"]:
        return []
    before, merged, left = data["before"]["custom"], data["merged"]["custom"], []
    now, labels, computed = dict(kept.custom), own.labels(), own.computed()
    for key in {**before, **merged}:
        if key in computed or before.get(key) == merged.get(key):
            continue
        if now.get(key) != merged.get(key):
            left.append(labels.get(key, key))
        elif key in before:
            now[key] = before[key]
        else:
            now.pop(key, None)
    kept.custom = now
    return left


def _keep_address_unique(kept: Customer, restored: Customer) -> list[str]:
    """An address that is somebody else's by now stays with them."""
    left = []
    for record in (kept, restored):
        if not record.email:
            continue
        taken = Customer.objects.filter(email=record.email).exclude(pk=kept.pk).exists()
        if taken or (record is restored and record.email == kept.email):
            left.append(_("e-mail %(email)s") % {"email": record.email})
            record.email = None
    return left
