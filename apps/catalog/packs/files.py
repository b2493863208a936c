"""Where packs say how products are sold: in `selling.toml`, and in the products' own files."""

from dataclasses import dataclass, field
from typing import Final

from apps.catalog.models import Product
from apps.tenancy.packs import Install, Pack, Table

FILE: Final = "selling.toml"
ALL: Final = "*"  # the key of what is said for all products
_SHARED: Final = "product files"


@dataclass(frozen=True, slots=True)
class ProductFile:
    """The file of one product, which stays open for all who know more of it. `options` are by key."""

    slug: str
    name: str
    kind: str
    whole: Table
    table: Table
    options: dict[str, Table] = field(default_factory=dict)


def add_file(pack: Pack, one: ProductFile) -> None:
    """Leave a product's file for others."""
    pack.shared.setdefault(_SHARED, []).append(one)
    pack.leave_open(one.whole, one.table, *one.options.values())


def files(pack: Pack) -> list[ProductFile]:
    """Every product's file, in order. Only after products have been read."""
    found: list[ProductFile] = pack.shared.get(_SHARED, [])
    return found


def product_of(slug: str, install: Install) -> Product | None:
    """The product that the pack's became, or one that has its address. Each is looked for once."""
    known: dict[str, Product | None] = install.memory.setdefault(_SHARED, {})
    if slug not in known:
        number = install.made.get(("product", slug))
        rows = Product.objects.filter(pk=number) if number is not None else Product.objects.filter(slug=slug)
        known[slug] = rows.first()
    return known[slug]


def forget_product(slug: str, install: Install) -> None:
    """Look for it anew, since it was written."""
    install.memory.get(_SHARED, {}).pop(slug, None)
