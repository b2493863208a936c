"""What products say of how they are booked and paid for; members of the product itself."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.catalog.models import CancellationPolicy, Product, TaxClass
from apps.catalog.models.products import FARTHEST, LONGEST_DURATION
from apps.catalog.packs import found, rows
from apps.catalog.packs.policies import KIND as POLICY
from apps.catalog.packs.taxes import KIND as TAX_CLASS
from apps.catalog.types import Ask, DepositKind
from apps.tenancy import facts
from apps.tenancy.models import Location
from apps.tenancy.packs import Install, Pack, Table, Values, shown

_NO_DEPOSIT: Final[Mapping[str, Any]] = {"kind": DepositKind.NONE.value, "percent": None, "amount": None}
# As a product is that says nothing.
SELLING: Final[Mapping[str, Any]] = {
    "tax_class": "",
    "policy": "",
    "location": "",
    "deposit": dict(_NO_DEPOSIT),
    "balance_days": None,
    "notice": 0,
    "horizon": 365,
    "asks": [],
    "approval": False,
}
_PLAIN: Final = ("balance_days", "notice", "horizon", "asks", "approval")


def read_selling(table: Table, pack: Pack) -> Values:
    """Read them from a [product] table."""
    values: Values = {
        "tax_class": table.slug("tax_class"),
        "policy": table.slug("policy"),
        "location": table.text("location", most=120),
        "deposit": _deposit(table),
        "balance_days": table.whole("balance_days", most=730),
        "notice": table.whole("notice", 0, most=LONGEST_DURATION),
        "horizon": table.whole("horizon", 365, least=1, most=FARTHEST),
        "asks": _asks(table, pack),
        "approval": table.flag("approval"),
    }
    for name in ("tax_class", "policy", "location"):
        pack.refer(name, values[name], table, name)
    return values


def selling_values(row: Product, install: Install) -> Values:
    """A product's, as packs say them."""
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "tax_class": found.key_of(row.tax_class, TAX_CLASS, install.pack),
        "policy": found.key_of(row.cancellation_policy, POLICY, install.pack),
        "location": row.location.name if row.location is not None else "",
        "deposit": {
            "kind": row.deposit,
            "percent": rows.percent_text(row.deposit_percent),
            "amount": row.deposit_amount,
        },
    }


def selling_columns(values: Values, install: Install) -> Values:
    """The same as columns."""
    deposit = values["deposit"]
    percent = deposit["percent"]
    return {
        **{name: values[name] for name in _PLAIN},
        "tax_class": found.row_of(TaxClass, TAX_CLASS, values["tax_class"], install),
        "cancellation_policy": found.row_of(CancellationPolicy, POLICY, values["policy"], install),
        "location": Location.objects.filter(name=values["location"]).first(),
        "deposit": deposit["kind"],
        "deposit_percent": None if percent is None else Decimal(percent),
        "deposit_amount": deposit["amount"],
        "deposit_currency": "" if deposit["amount"] is None else facts.current().currency,
    }


def _deposit(table: Table) -> Values:
    below = table.table("deposit")
    if below is None:
        return dict(_NO_DEPOSIT)
    kind = below.one_of("kind", list(DepositKind), wanted=True) or DepositKind.NONE.value
    percent = below.decimal("percent", least=0, most=100, wanted=kind == DepositKind.PERCENT)
    amount = below.whole("minor", least=1, most=10**12, wanted=kind == DepositKind.FIXED)
    for name, belongs in (("percent", DepositKind.PERCENT), ("minor", DepositKind.FIXED)):
        if below.has(name) and kind != belongs:
            below.wrong(
                name,
                found=f"“{name}”",
                expected=_("a deposit of the kind %(kind)s has none") % {"kind": kind},
            )
    below.close()
    return {"kind": kind, "percent": percent, "amount": amount}


def _asks(table: Table, pack: Pack) -> list[str]:
    """Words of ours, and keys of the pack's own public fields."""
    defined = pack.shared.get("fields", {})
    public = {one.key for fields in defined.values() for one in fields if one.public}
    values = []
    for index, one in enumerate(table.texts("asks", most=30, longest=60)):
        if one not in Ask.values and one not in public:
            known = ", ".join([*Ask.values, *sorted(public)])
            table.wrong("asks", index, found=shown(one), expected=_("one of these is expected: %(known)s")
                        % {"known": known})  # fmt: skip
        elif one not in values:
            values.append(one)
    return values
