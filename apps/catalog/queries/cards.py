"""Products as lists show them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from apps.catalog.models import Category, Product, ProductPicture
from apps.catalog.queries import prices, words
from apps.catalog.shown import CategoryName, ProductCard
from apps.catalog.types import Status

MOST: Final = 200
_TRANSLATED: Final = ("name", "summary", "level")
_READ: Final = (
    *("pk", "slug", "kind", "duration", "difficulty", "languages", "tags", "category_id"),
    *("category__slug", "category__name", *_TRANSLATED),
)


def cards(
    *,
    language: str | None = None,
    category: str = "",
    kind: str = "",
    tag: str = "",
    most: int = MOST,
) -> list[ProductCard]:
    """Active products in their order: all of them, or those of a category's slug, a kind, a tag.

    Two queries, with pictures; two more for a language that is not the business's own. The active one unless said.
    """
    rows = Product.objects.filter(status=Status.ACTIVE)
    if category:
        rows = rows.filter(category__slug=category)
    if kind:
        rows = rows.filter(kind=kind)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    return _cards(rows[:most], words.language_of(language))


def cards_of(numbers: Sequence[int], *, language: str | None = None) -> list[ProductCard]:
    """Those of these products that are active, in the order given. Costs what `cards` does."""
    rows = Product.objects.filter(status=Status.ACTIVE, pk__in=list(numbers))
    found = {card.id: card for card in _cards(rows[:MOST], words.language_of(language))}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def categories(*, language: str | None = None) -> list[CategoryName]:
    """Categories that have active products, in their order. One query, two in a language not the business's own."""
    wanted = Product.objects.filter(status=Status.ACTIVE, category__isnull=False).order_by()
    rows = Category.objects.filter(pk__in=wanted.values("category")).values_list("pk", "slug", "name")
    found = list(rows)
    said = words.names("category", [pk for pk, _slug, _name in found], words.language_of(language))
    return [CategoryName(slug, said.get(pk, name)) for pk, slug, name in found]


def covers(numbers: Iterable[int]) -> dict[int, Any]:
    """The first picture of each of these products. One query."""
    rows = ProductPicture.objects.filter(product__in=list(numbers)).select_related("image")
    firsts = rows.order_by("product_id", "position", "pk").distinct("product_id")
    return {row.product_id: row.image for row in firsts.defer("custom")}


def _cards(rows: Any, language: str) -> list[ProductCard]:
    found = list(rows.values(*_READ, from_price=prices.lowest()))
    numbers = [row["pk"] for row in found]
    pictures = covers(numbers) if found else {}
    said = words.of_products(numbers, language, _TRANSLATED)
    sorts = {row["category_id"] for row in found} - {None}
    names = words.names("category", sorts, language)
    return [
        ProductCard(
            id=row["pk"],
            category=category_name(row, names),
            from_price=prices.read(row["from_price"]),
            cover=pictures.get(row["pk"]),
            **{key: row[key] for key in ("slug", "kind", "duration", "difficulty", "languages", "tags")},
            **{key: said.get(row["pk"], {}).get(key) or row[key] for key in _TRANSLATED},
        )
        for row in found
    ]


def category_name(row: Any, names: dict[int, str]) -> CategoryName | None:
    """The category of a row that was read with it."""
    if row["category_id"] is None:
        return None
    return CategoryName(row["category__slug"], names.get(row["category_id"], row["category__name"]))
