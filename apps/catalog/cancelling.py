"""What is given back when somebody cancels, does not come, or changes: one evaluator over a policy that was copied.

A policy is plain data, such as `{"name": "Flexible", "rules": [[168, 100], [72, 50]], "no_show": 100,
"changes_until": 24, "change_fee": 0, "currency": "EUR", "description": ""}`: 168 hours before or more, all is given
back; 72 or more, half; later nothing. `no_show` is the percentage kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.catalog.errors import NoSuchPolicy
from apps.catalog.models import CancellationPolicy, Product
from apps.catalog.pricing.rounding import part
from apps.tenancy.stored import Stored

Cause = Literal["cancel", "no_show", "change", "business"]
Policy = Mapping[str, Any]
_DAY: Final = 24
_ALL: Final = 100
# Without any policy: everything back until it begins.
NO_POLICY: Final[Policy] = {
    "name": "",
    "rules": [[0, 100]],
    "no_show": 100,
    "changes_until": 0,
    "change_fee": 0,
    "currency": "",
    "description": "",
}


# What may be agreed for one booking instead of what its product has.
FREE, NO_REFUND = "free", "none"
_AGREED: Final = ((FREE, gettext_lazy("Free until it begins")), (NO_REFUND, gettext_lazy("No refund")))
_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the money. `refund` + `kept` is what was paid; `kept` is never more than that.

    `fee` is what the business may keep of the price, paid or not: for a change, what it costs. `percent` is what is
    given back of the price. `allowed` is whether customers may do so themselves.
    """

    refund: int
    kept: int
    fee: int
    percent: int
    sentence: str
    allowed: bool = True

    @property
    def owed(self) -> int:
        """What is still to be paid of the fee."""
        return self.fee - self.kept if self.fee > self.kept else 0


def snapshot(product: Product) -> dict[str, Any]:
    """The product's policy, or the standard one, to be copied onto a booking. One query."""
    return snapshots([product])[product.pk]


# Copied onto every booking, so by hand: one statement instead of two that Django takes long to write down.
POLICIES: Final = Stored(
    name="catalog_policies",
    parameters={"named": "bigint[]", "standard": "boolean"},
    columns={
        "id": "bigint",
        "standard": "boolean",
        "name": "varchar",
        "no_show_percent": "smallint",
        "changes_until": "integer",
        "change_fee": "bigint",
        "currency": "varchar",
        "description": "text",
        "said": "json",
        "rules": "json",
    },
    statement="""
    SELECT p.id, p.standard, p.name, p.no_show_percent, p.changes_until, p.change_fee, p.currency, p.description,
        (SELECT json_object_agg(t.language, t.description) FROM catalog_nametranslation t
         WHERE t.policy_id = p.id AND t.description <> '') AS said,
        (SELECT COALESCE(json_agg(json_build_array(r.hours_before, r.refund_percent)
            ORDER BY r.hours_before DESC), '[]')
         FROM catalog_cancellationrule r WHERE r.policy_id = p.id) AS rules
    FROM catalog_cancellationpolicy p
    WHERE p.id = ANY(%(named)s) OR (%(standard)s AND p.standard)
""",
)


def snapshots(products: Sequence[Product]) -> dict[int, dict[str, Any]]:
    """The same for several, by product. One query, whatever their number."""
    named = {one.cancellation_policy_id for one in products}
    rows = POLICIES.all(named=[one for one in named if one is not None], standard=None in named)
    by_number = {row["id"]: _data(row) for row in rows}
    standard = next((by_number[row["id"]] for row in rows if row["standard"]), dict(NO_POLICY))
    return {one.pk: by_number.get(one.cancellation_policy_id or 0, standard) for one in products}


def agreed(choice: str) -> dict[str, Any]:
    """What is to hold instead: `FREE` until it begins, `NO_REFUND`, or all of the policy of this number.

    One query for the latter. Raises NoSuchPolicy.
    """
    rules: list[list[int]] | None = {FREE: [[0, _ALL]], NO_REFUND: []}.get(choice)
    if rules is not None:
        return {"name": str(dict(_AGREED)[choice]), "rules": rules, "no_show": _ALL, "description": ""}
    number = int(choice) if choice.isascii() and choice.isdigit() and len(choice) <= _DIGITS else 0
    row = POLICIES.one(named=[number], standard=False)
    if row is None:
        raise NoSuchPolicy
    return _data(row)


def choices() -> list[tuple[str, str]]:
    """What may be agreed, with its name: one query."""
    rows = CancellationPolicy.objects.order_by("name", "pk").values_list("pk", "name")
    return [*((key, str(label)) for key, label in _AGREED), *((str(pk), name) for pk, name in rows)]


def outcome(
    policy: Policy,
    *,
    starts_at: datetime | None,
    at: datetime,
    total: int,
    paid: int,
    cause: Cause = "cancel",
) -> Outcome:
    """What is given back and kept of `total` (0 or more) of which `paid` has been paid, in minor units. Pure.

    "business" is the business's own cancelling: all is given back. What has no start is as long before as can be.
    """
    if cause == "business":
        return Outcome(paid, 0, 0, 100, _("The business cancelled: everything is given back."))
    if cause == "change":
        return _change(policy, starts_at, at, paid)
    percent = (
        refund_percent(policy, starts_at, at) if cause == "cancel" else 100 - int(policy.get("no_show", 100))
    )
    fee = max(total, 0) - part(max(total, 0), Decimal(percent))
    kept = min(max(paid, 0), fee)
    return Outcome(max(paid, 0) - kept, kept, fee, percent, _sentence(percent, cause))


def refund_percent(policy: Policy, starts_at: datetime | None, at: datetime) -> int:
    """What is given back of the price by who cancels now: by the rule of the most hours that still fits, else nothing.

    Were a later rule to give more, that counts, so that waiting never pays.
    """
    fitting = [
        int(percent)
        for hours, percent in policy.get("rules", ())
        if starts_at is None or at <= starts_at - timedelta(hours=hours)
    ]
    return max(fitting, default=0)


def describe(policy: Policy) -> list[str]:
    """The policy as customers read it, in the active language: the owner's words, else made of the rules."""
    spoken: Mapping[str, str] = policy.get("descriptions") or {}
    own = str(spoken.get((get_language() or "")[:2]) or policy.get("description") or "").strip()
    if own:
        return [line for line in own.splitlines() if line.strip()]
    rules = sorted(policy.get("rules", ()), reverse=True)
    said = [_rule(hours, percent) for hours, percent in rules]
    if not rules:
        said.append(_("Nothing is given back once it is booked."))
    elif rules[-1][0] > 0:
        said.append(_("Later than that, or without coming, nothing is given back."))
    return said + _changes(policy)


def _change(policy: Policy, starts_at: datetime | None, at: datetime, paid: int) -> Outcome:
    until = timedelta(hours=int(policy.get("changes_until", 0)))
    allowed = starts_at is None or at <= starts_at - until
    fee = int(policy.get("change_fee", 0))
    sentence = _("Changing it costs nothing.")
    if not allowed:
        sentence = _("It can no longer be changed online. Please call us.")
    elif fee:
        amount = formats.money(fee, str(policy.get("currency", "")))
        sentence = _("Changing it costs %(amount)s.") % {"amount": amount}
    return Outcome(0, max(paid, 0), fee, 100, sentence, allowed)


def _data(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "rules": _json(row["rules"]),
        "no_show": row["no_show_percent"],
        "changes_until": row["changes_until"],
        "change_fee": row["change_fee"],
        "currency": row["currency"],
        "description": row["description"],
        # In other languages, where the owner has written them.
        **({"descriptions": _json(row["said"])} if row["said"] else {}),
    }


def _json(found: Any) -> Any:
    return json.loads(found) if isinstance(found, str) else found


def _sentence(percent: int, cause: Cause) -> str:
    if cause == "no_show":
        return _("Nobody came: %(percent)d %% of the price is given back.") % {"percent": percent}
    if percent == _ALL:
        return _("Everything that was paid is given back.")
    if percent == 0:
        return _("By the cancellation policy nothing is given back any more.")
    return _("By the cancellation policy %(percent)d %% of the price is given back.") % {"percent": percent}


def _rule(hours: int, percent: int) -> str:
    if not hours:
        return _("Until it begins: %(percent)d %% is given back.") % {"percent": percent}
    return _("Until %(time)s before: %(percent)d %% is given back.") % {
        "time": _time(hours),
        "percent": percent,
    }


def _changes(policy: Policy) -> list[str]:
    fee, until = int(policy.get("change_fee", 0)), int(policy.get("changes_until", 0))
    said = []
    if until:
        said.append(_("You can change it yourself until %(time)s before.") % {"time": _time(until)})
    if fee:
        amount = formats.money(fee, str(policy.get("currency", "")))
        said.append(_("Changing it costs %(amount)s.") % {"amount": amount})
    return said


def _time(hours: int) -> str:
    if hours % _DAY == 0:
        days = hours // _DAY
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
