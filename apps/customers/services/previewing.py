"""What a merge would do, said before it is done."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.screens.registry import SCREENS
from apps.customers.models import Customer
from apps.customers.services import merging, own
from apps.customers.services.following import followers
from apps.customers.types import Choices, MergeLine, MergePreview, Side

SCREEN: Final = "customers.customer"
_HEADS: Final = {key: group[0] for group in merging.GROUPS for key in group}


def merge_preview(*, kept: Customer, other: Customer, choose: Choices | None = None) -> MergePreview:
    """What `merge_customers` would do with the same choices; changes nothing.

    A query for each kind of row to move, and one for each of the owner's fields whose values stand beside the record.
    Sensitive values are counted, not shown. Raises SameCustomer, and NotACustomersField for a choice there is not.
    """
    result = merging.merged_values(kept, other, choose or {})
    sides = merging.sides_of(kept, other, choose or {})
    became = Customer()
    merging.put(became, result)
    own.compute(became)
    lines = [
        _line(one, kept, other, became, sides)
        for one in SCREENS.get(SCREEN).attributes()
        if not one.sensitive and (one.key in result or one.own)
    ]
    moves = [(str(one.label), count) for one in followers().values() if (count := one.count(other=other))]
    return MergePreview(kept, other, lines, moves, _warnings(kept, other, result))


def _line(
    one: Attribute, kept: Customer, other: Customer, became: Customer, sides: Mapping[str, Side]
) -> MergeLine:
    one.prefetch([kept, other])
    mine, theirs = one.value(kept), one.value(other)
    if isinstance(one, OwnField) and one.beside is not None:
        # These rows follow by themselves: what the kept record lacks is filled.
        value = theirs if mine is None else mine
    else:
        value = one.value(became)
    texts = one.text(mine), one.text(theirs), one.text(value)
    return MergeLine(
        key=one.key,
        group=_HEADS.get(one.key, one.key),
        label=one.label,
        kept=texts[0],
        other=texts[1],
        result=texts[2],
        side=sides.get(one.key, "both"),
        differs=texts[0] != texts[1],
        choosable=one.key in sides and one.editable,
    )


def _warnings(kept: Customer, other: Customer, result: Mapping[str, Any]) -> list[str]:
    if result["lifetime_value"] == kept.lifetime_value + other.lifetime_value:
        return []
    return [
        _("The lifetime values are in different currencies and cannot be added; the kept record's stays.")
    ]
