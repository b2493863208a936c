"""Things the dive shop sells."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from wagtail.images.models import Image
from wagtail.models import Collection

from apps.backoffice.types import Child
from apps.catalog import services
from apps.catalog.models import Option, Product, Unit
from apps.tenancy.models import Tenant
from tests.conftest import NOW
from tests.isolation.fillers import picture

Maker = Callable[..., Product]


@pytest.fixture
def product_with(in_coral: Tenant) -> Maker:
    """Makes an active product of the dive shop."""

    def make(name: str = "Reef trip", **values: Any) -> Product:
        children = values.pop("children", None)
        return services.create_product(
            values={"name": name, "kind": "departure", "status": "active", **values},
            children=children,
            by=None,
            at=NOW,
        )

    return make


def option_of(product: Product, name: str = "Morning", **values: Any) -> Option:
    """An option of a product."""
    return services.create_option(values={"product": product, "name": name, **values}, by=None, at=NOW)


def unit_of(option: Option, price: int, name: str = "Adult", **values: Any) -> Unit:
    """A priced unit of an option."""
    return services.create_unit(
        values={"option": option, "name": name, "price": price, **values}, by=None, at=NOW
    )


def rows(*values: dict[str, Any]) -> Sequence[Child]:
    """New rows below a record."""
    return [Child(pk=None, values=one) for one in values]


@pytest.fixture
def image(in_coral: Tenant) -> Callable[..., Image]:
    """Makes a picture in the dive shop's library."""

    def make(title: str = "Reef") -> Image:
        made = Image(title=title, file=picture(f"{title}.png"), collection=Collection.get_first_root_node())
        made.save()
        return made

    return make
