"""`[[tax_class]]` of `selling.toml`: what products that are taxed alike have in common, with its rates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy

from apps.backoffice.services import records
from apps.catalog.models import TaxClass, TaxRate
from apps.catalog.packs import found, rows
from apps.catalog.packs.files import FILE
from apps.catalog.types import TaxKind
from apps.tenancy import facts
from apps.tenancy.models import Location
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, moments

KIND: Final = "tax_class"


class TaxClasses(Section):
    """Tax classes by key; in a business they are known by their names."""

    kind = KIND
    label = gettext_lazy("Tax class")
    words: ClassVar[Mapping[str, Any]] = {
        "standard": gettext_lazy("For products that name none"),
        "rates": gettext_lazy("Rates"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[tax_class]]."""
        file = pack.file(FILE)
        items = []
        pack.named.setdefault(KIND, set())
        for table in file.tables("tax_class", most=60) if file is not None else ():
            key = table.slug("key", wanted=True)
            pack.name_one(KIND, key, table)
            found.note(pack, KIND, key, table)
            values: Values = {
                "name": table.word("name"),
                "standard": table.flag("standard"),
                "rates": [_rate(one, pack) for one in table.tables("rate", most=40)],
            }
            table.close()
            items.append(item(key, values, values["name"], table))
        return items

    def read(self, key: str, install: Install) -> Values | None:
        """The class now."""
        row = found.by_name(TaxClass, KIND, key, install)
        if row is None:
            return None
        rates = TaxRate.objects.filter(tax_class=row).select_related("location")
        return {"name": row.name, "standard": row.standard, "rates": [_values(one) for one in rates]}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change it. A rate of a place that the business has not is left out."""
        row = found.by_name(TaxClass, KIND, key, install)
        now = self.read(key, install)
        standard = values["standard"] and not TaxClass.objects.filter(standard=True).exclude(
            pk=row.pk if row is not None else 0
        )
        given = {"name": values["name"], "standard": bool(standard)}
        if row is None:
            row = records.create(record=TaxClass(), values=given, by=None, at=install.at)
        else:
            records.update(record=row, values=given, by=None, at=install.at)
        if now is None or not rows.same(values["rates"], now["rates"]):
            places = {one.name: one for one in Location.objects.all()}
            wanted = [
                _columns(said, places, position)
                for position, said in enumerate(values["rates"])
                if not said["location"] or said["location"] in places
            ]
            rows.fit(TaxRate, list(row.rates.all()), wanted, install, tax_class=row)
        return None

    def said(self, member: str, value: Any) -> str:
        """Rates by their names."""
        return rows.named(value, lambda one: str(one["name"])) if isinstance(value, list) else str(value)


def _rate(table: Table, pack: Pack) -> Values:
    kind = table.one_of("per", list(TaxKind), TaxKind.PERCENT.value)
    by_percent = kind == TaxKind.PERCENT
    percent = table.decimal("percent", least=0, most=100, places=4, wanted=by_percent)
    amount = table.whole("minor", most=10**12, wanted=not by_percent)
    if table.has("percent") and table.has("minor"):
        rows.either_or(table, "percent", "minor")
    values: Values = {
        "name": table.word("name", wanted=True),
        "kind": kind,
        "percent": percent if by_percent else None,
        "amount": None if by_percent else amount,
        "location": table.text("location", most=120),
        "age_min": table.whole("age_min", most=120),
        "valid_from": moments.day(table, "valid_from"),
        "valid_until": moments.day(table, "valid_until"),
    }
    moments.in_order(table, values, "valid_from", "valid_until")
    pack.refer("location", values["location"], table, "location")
    table.close()
    return values


def _values(row: TaxRate) -> Values:
    return {
        "name": row.name,
        "kind": row.kind,
        "percent": rows.percent_text(row.percent),
        "amount": row.amount,
        "location": row.location.name if row.location is not None else "",
        "age_min": row.age_min,
        "valid_from": rows.iso(row.valid_from),
        "valid_until": rows.iso(row.valid_until),
    }


def _columns(said: Values, places: Mapping[str, Location], position: int) -> Values:
    return {
        "name": said["name"],
        "kind": said["kind"],
        "percent": None if said["percent"] is None else Decimal(said["percent"]),
        "amount": said["amount"],
        "currency": "" if said["amount"] is None else facts.current().currency,
        "location": places.get(said["location"]),
        "age_min": said["age_min"],
        "valid_from": said["valid_from"],
        "valid_until": said["valid_until"],
        "position": position,
    }
