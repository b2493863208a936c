"""The price function."""

from datetime import UTC, date, datetime, tzinfo

from apps.catalog.errors import NothingChosen, NotSoldNow, NotSoldThen, OtherCurrency, TooMany
from apps.catalog.pricing import codes, deposits, taxes
from apps.catalog.pricing.baskets import Basket, BasketItem
from apps.catalog.pricing.lines import line
from apps.catalog.pricing.priced import Priced, PricedItem, PricedLine
from apps.catalog.pricing.rules import Place, Rules
from apps.kernel.errors import NotFound, Refusal

MOST_OF_A_UNIT = 10_000


def price(basket: Basket, rules: Rules, *, at: datetime) -> Priced:
    """What the basket comes to at an instant. Pure: the same basket and rules always come to the same.

    A code that does not fit takes nothing off and is told in `problem`. Raises NothingChosen, TooMany, NotSoldNow,
    NotSoldThen, OtherCurrency, and NotFound for what the rules do not know.
    """
    booked_at = basket.booked_at or at
    lines = [line for item in basket.items for line in _lines(item, rules, booked_at)]
    problem: Refusal | None = None
    if basket.code:
        lines, problem = codes.apply(rules.code, lines, rules, at=at)
    of_item: dict[str, list[PricedLine]] = {item.key: [] for item in basket.items}
    for one in lines:
        of_item[one.item].append(one)
    items = tuple(_item(item, of_item[item.key], rules, at) for item in basket.items)
    return Priced(basket.currency, items, rules.code if basket.code else None, problem)


def _lines(item: BasketItem, rules: Rules, booked_at: datetime) -> list[PricedLine]:
    place = _place(item, rules)
    day = item.starts_on or _day(booked_at, place.zone)
    ahead = None if item.starts_on is None else (item.starts_on - _day(booked_at, place.zone)).days
    found = []
    for number, quantity in sorted(item.quantities.items(), key=lambda pair: _position(rules, pair[0])):
        unit = rules.units.get(number)
        if unit is None or unit.option != item.option:
            raise NotFound
        if quantity < 0 or quantity > min(unit.most or MOST_OF_A_UNIT, MOST_OF_A_UNIT):
            raise TooMany(name=unit.name, most=unit.most or MOST_OF_A_UNIT)
        if not quantity:
            continue
        if not unit.active:
            raise NotSoldNow(name=unit.name)
        if not unit.valid_on(day):
            raise NotSoldThen(name=unit.name)
        if unit.currency != rules.currency:
            raise OtherCurrency(name=unit.name, currency=unit.currency)
        found.append(line(unit, quantity, item, rules, ahead))
    if not found:
        raise NothingChosen
    return found


def _item(item: BasketItem, lines: list[PricedLine], rules: Rules, at: datetime) -> PricedItem:
    product, place = rules.products[item.product], _place(item, rules)
    day = item.starts_on or _day(at, place.zone)
    done = tuple(taxes.apply(lines, item, product, place, rules, day))
    due = deposits.due_at(product.deposit, item, place)
    total = sum(one.total for one in done)
    return PricedItem(
        item.key, done, product.deposit, deposits.amount(product.deposit, total, due, at=at), due
    )


def _place(item: BasketItem, rules: Rules) -> Place:
    product = rules.products.get(item.product)
    option = rules.options.get(item.option)
    if product is None or option is None or option.product != item.product:
        raise NotFound
    return rules.place(item.location, product)


def _position(rules: Rules, number: int) -> tuple[int, int]:
    unit = rules.units.get(number)
    return (unit.position if unit is not None else 0, number)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(UTC).astimezone(zone).date()
