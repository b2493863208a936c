"""The lowest price of a product."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, DateField, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, JSONObject, Now

from apps.catalog.models import Product, Unit
from apps.catalog.shown import Price
from apps.kernel.money import Money
from apps.tenancy import facts


def lowest(outer: str = "pk") -> Subquery:
    """The lowest price of the product of number `outer`, as JSON, within a query of products; null without one."""
    sold = Unit.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=Cast(Now(), DateField())),
        option__product=OuterRef(outer),
        active=True,
        option__active=True,
        currency=facts.current().currency,
    )
    # What infants get for nothing is not what the product costs, so free units come last.
    costs = sold.order_by(Case(When(price=0, then=1), default=0), "price", "position", "pk")
    return Subquery(costs.values(found=JSONObject(minor="price", currency="currency", per="per"))[:1])


def from_prices(numbers: Iterable[int]) -> dict[int, Price]:
    """By product: the lowest price above zero of any active unit of an active option, in the business's currency.

    Zero where all of it is free; products that have no price are left out. One query.
    """
    rows = Product.objects.filter(pk__in=list(numbers)).values_list("pk", lowest())
    return {pk: price for pk, found in rows if (price := read(found)) is not None}


def read(found: Any) -> Price | None:
    """What `lowest` has found."""
    return Price(Money(found["minor"], found["currency"]), found["per"]) if found else None
