"""Two customers become one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.customers.errors import NoSuchCustomer, NotACustomersField, SameCustomer
from apps.customers.models import Customer, CustomerMerge
from apps.customers.models.customers import NOTES
from apps.customers.models.merges import DAYS
from apps.customers.services import beside, cleaning, contacts, own, snapshots
from apps.customers.services.following import followers
from apps.customers.types import Choices, Side
from apps.tenancy import context, facts

TOGETHER: Final = ("tags", "notes")
# Half of one address and half of another is no address: these come from one side, that of the first if chosen.
GROUPS: Final = (
    ("name", "given_name", "family_name"),
    ("street", "postal_code", "city", "region", "country"),
    ("source", "source_detail", "channel", "campaign"),
)
_EMPTY: Final[tuple[Any, ...]] = (None, "", [])


def merge_customers(
    *, kept: Customer, other: Customer, by: Member | None, at: datetime, choose: Choices | None = None
) -> CustomerMerge:
    """`kept` gets all that is the other's; the other record is deleted. For thirty days `undo_merge` takes it back.

    Of each value the kept record's wins unless it is empty or `choose` says "other"; tags and notes are put together
    unless it says otherwise; bookings and lifetime value are added. Raises SameCustomer, NotACustomersField,
    NoSuchCustomer. Locks both customers and the rows that move.
    """
    if kept.pk == other.pk:
        raise SameCustomer
    with context.atomic():
        contacts.hold(contacts.of(kept, other))
        kept, other = _locked(kept, other)
        values = merged_values(kept, other, choose or {})
        before, gone = snapshots.row(kept), snapshots.row(other)
        moved = {key: one.move(kept=kept, other=other) for key, one in followers().items()}
        name, number = other.name, other.pk
        # First, so that the address is free.
        other.delete()
        put(kept, values)
        own.compute(kept)
        kept.save()
        forget_old_merges(at=at)
        return CustomerMerge.objects.create(
            kept=kept,
            merged_number=number,
            merged_name=name,
            at=at,
            by=by,
            snapshot={
                "kept": kept.pk,
                "other": gone,
                **snapshots.difference(before, snapshots.row(kept)),
                "moved": {key: what for key, what in moved.items() if what},
            },
        )


def forget_old_merges(*, at: datetime) -> int:
    """Empty the snapshots of merges that can no longer be undone, and what waited with them; answers how many."""
    over = CustomerMerge.objects.filter(at__lt=at - timedelta(days=DAYS)).exclude(snapshot={})
    with context.atomic():
        numbers = dict(over.select_for_update().values_list("pk", "merged_number"))
        beside.forget(list(numbers.values()))
        return CustomerMerge.objects.filter(pk__in=numbers).update(snapshot={})


def _locked(kept: Customer, other: Customer) -> tuple[Customer, Customer]:
    # In one order, so that two merges the other way round do not wait for each other.
    rows = Customer.objects.filter(pk__in=[kept.pk, other.pk]).order_by("pk").select_for_update()
    found = {row.pk: row for row in rows}
    try:
        return found[kept.pk], found[other.pk]
    except KeyError as missing:
        raise NoSuchCustomer from missing


def merged_values(kept: Customer, other: Customer, choose: Choices) -> dict[str, Any]:
    """By attribute key, owner's fields as "custom.key": what the one record will hold."""
    if kept.pk == other.pk:
        raise SameCustomer
    sides = sides_of(kept, other, choose)
    values = {key: _value(kept if side == "kept" else other, key) for key, side in sides.items()}
    for key in TOGETHER:
        if sides[key] == "both":
            values[key] = _together(key, kept, other, values)
    return {**values, **_figures(kept, other)}


def sides_of(kept: Customer, other: Customer, choose: Choices) -> dict[str, Side]:
    """Whose value wins, by attribute key. Raises NotACustomersField."""
    keys = [*cleaning.EDITABLE, *(f"{cleaning.OWN}{key}" for key in {**kept.custom, **other.custom})]
    unknown = next((key for key in choose if key not in keys), None)
    if unknown is not None:
        raise NotACustomersField(key=unknown)
    sides: dict[str, Side] = {key: "kept" if _value(kept, key) not in _EMPTY else "other" for key in keys}
    for group in GROUPS:
        sides.update(dict.fromkeys(group, choose.get(group[0]) or _side_of_group(kept, other, group)))
    if choose.get("name") is None and kept.sort_name == other.sort_name and not _fills(kept, GROUPS[0][1:]):
        sides.update(dict.fromkeys(GROUPS[0][1:], "other"))
    sides.update(dict.fromkeys(TOGETHER, "both"))
    sides.update({key: side for key, side in choose.items() if side != "both" or key in TOGETHER})
    return sides


def _side_of_group(kept: Customer, other: Customer, group: Sequence[str]) -> Side:
    return "kept" if _fills(kept, group[:3]) or not _fills(other, group) else "other"


def _fills(record: Customer, keys: Sequence[str]) -> bool:
    return any(_value(record, key) not in _EMPTY for key in keys)


def _value(record: Customer, key: str) -> Any:
    if key.startswith(cleaning.OWN):
        return record.custom.get(key.removeprefix(cleaning.OWN))
    return getattr(record, key)


def _together(key: str, kept: Customer, other: Customer, values: Mapping[str, Any]) -> Any:
    if key == "tags":
        by_word = {tag.casefold(): tag for tag in (*other.tags, *kept.tags)}
        order = dict.fromkeys(tag.casefold() for tag in (*kept.tags, *other.tags))
        return [by_word[word] for word in order]
    parts = list(dict.fromkeys(part for part in (kept.notes, other.notes) if part))
    lost = [
        one
        for field in ("email", "phone")
        for one in (getattr(kept, field), getattr(other, field))
        if one and one != values[field]
    ]
    if lost:
        with translation.override(facts.current().locale):
            parts.append(_("Also reached at: %(contacts)s") % {"contacts": ", ".join(lost)})
    return "\n\n".join(parts)[:NOTES]


def _figures(kept: Customer, other: Customer) -> dict[str, Any]:
    """What services keep: summed where both count, else what is true of one person."""
    same = not other.lifetime_value or not kept.lifetime_value
    same = same or kept.lifetime_currency == other.lifetime_currency
    moments = [one for one in (kept.last_activity_at, other.last_activity_at) if one]
    other_counts = other.lifetime_value and not kept.lifetime_value
    return {
        "created_at": min(kept.created_at, other.created_at),
        "last_activity_at": max(moments, default=None),
        "booking_count": kept.booking_count + other.booking_count,
        "lifetime_value": kept.lifetime_value + (other.lifetime_value if same else 0),
        "lifetime_currency": (other if other_counts else kept).lifetime_currency,
        "risk_score": max(kept.risk_score, other.risk_score),
    }


def put(kept: Customer, values: Mapping[str, Any]) -> None:
    """Set what `merged_values` answers, and what follows from it. Saves nothing."""
    fields = {}
    for key, value in values.items():
        if not key.startswith(cleaning.OWN):
            setattr(kept, key, value)
        elif value is not None:
            fields[key.removeprefix(cleaning.OWN)] = value
    kept.custom = fields
    cleaning.derive(kept)
