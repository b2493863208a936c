"""What products are sold as, and for how much: options and their units."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from apps.catalog.models import Option, Product, Unit
from apps.catalog.queries import words
from apps.catalog.shown import OptionShown, Price, PricedProduct, UnitShown
from apps.catalog.types import Status
from apps.kernel.money import Money

MOST: Final = 60
_READ: Final = ("pk", "name", "duration", "capacity", "minimum")


def price_lists(
    *, numbers: Sequence[int] = (), category: int | None = None, language: str | None = None
) -> list[PricedProduct]:
    """Active products with everything that is priced: these in the order given, or those of a category in theirs.

    Three queries; three more for a language that is not the business's own. The active one unless said.
    """
    rows = Product.objects.filter(status=Status.ACTIVE)
    rows = rows.filter(pk__in=numbers) if numbers else rows.filter(category=category)
    found = {row["pk"]: row for row in rows.values(*_READ)[:MOST]}
    said = words.language_of(language)
    names = words.of_products(found, said, ("name",))
    options = options_of(found.values(), said)
    order = [pk for pk in dict.fromkeys(numbers) if pk in found] if numbers else list(found)
    return [
        PricedProduct(pk, names.get(pk, {}).get("name") or found[pk]["name"], options.get(pk, []))
        for pk in order
    ]


def options_of(products: Iterable[Mapping[str, Any]], language: str) -> dict[int, list[OptionShown]]:
    """Active options with their active units, by product. Two queries, and two in another language."""
    about = {row["pk"]: row for row in products}
    options = list(Option.objects.filter(product__in=about, active=True))
    numbers = [one.pk for one in options]
    units: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(option__in=numbers, active=True):
        units.setdefault(unit.option_id, []).append(unit)
    names = words.names("option", numbers, language)
    of_units = words.names("unit", [unit.pk for several in units.values() for unit in several], language)
    found: dict[int, list[OptionShown]] = {}
    for one in options:
        product = about[one.product_id]
        shown = OptionShown(
            id=one.pk,
            key=one.key,
            name=names.get(one.pk, one.name),
            duration=one.duration or product["duration"],
            capacity=one.capacity or product["capacity"],
            minimum=one.minimum or product["minimum"],
            units=[_unit(unit, of_units) for unit in units.get(one.pk, ())],
        )
        found.setdefault(one.product_id, []).append(shown)
    return found


def _unit(unit: Unit, names: Mapping[int, str]) -> UnitShown:
    return UnitShown(
        id=unit.pk,
        key=unit.key,
        name=names.get(unit.pk, unit.name),
        price=Price(Money(unit.price, unit.currency), unit.per),
        age_min=unit.age_min,
        age_max=unit.age_max,
        seats=unit.seats,
        most=unit.most,
        preselected=unit.preselected,
    )
