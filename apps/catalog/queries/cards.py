"""Products as lists show them."""

from collections.abc import Sequence
from typing import Any, Final

from wagtail.images.models import Image

from apps.catalog.models import Category, Product
from apps.catalog.queries import words
from apps.catalog.shown import CategoryName, Price, ProductCard
from apps.catalog.types import Status
from apps.kernel.money import Money
from apps.tenancy import db, facts

MOST: Final = 200
_TRANSLATED: Final = ("name", "summary", "level")
_AS_IT_IS: Final = ("slug", "kind", "duration", "difficulty", "languages", "tags")
# By hand: for a list of twenty, composing it took longer than running it. What infants get for nothing is not what a
# product costs, so free units come last, as in `prices.lowest`.
_CARDS: Final = """
    SELECT p.id, p.slug, p.kind, p.name, p.summary, p.level, p.duration, p.difficulty, p.languages, p.tags,
        p.category_id, c.slug AS category__slug, c.name AS category__name,
        lowest.price, lowest.per, first.image_id
    FROM catalog_product p
    LEFT JOIN catalog_category c ON c.id = p.category_id
    LEFT JOIN LATERAL (
        SELECT u.price, u.per FROM catalog_option o JOIN catalog_unit u ON u.option_id = o.id
        WHERE o.product_id = p.id AND o.active AND u.active AND u.currency = %(currency)s
            AND (u.valid_until IS NULL OR u.valid_until >= CURRENT_DATE)
        ORDER BY u.price = 0, u.price, u.position, u.id LIMIT 1
    ) lowest ON true
    LEFT JOIN LATERAL (
        SELECT s.image_id FROM catalog_productpicture s WHERE s.product_id = p.id
        ORDER BY s.position, s.id LIMIT 1
    ) first ON true
    WHERE p.status = 'active'
        AND (%(numbers)s::bigint[] IS NULL OR p.id = ANY (%(numbers)s))
        AND (%(category)s = '' OR c.slug = %(category)s)
        AND (%(kind)s = '' OR p.kind = %(kind)s)
        AND (%(tag)s = '' OR %(tag)s = ANY (p.tags))
    ORDER BY p.position, p.id LIMIT %(most)s
"""


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
    return _cards(language, category=category, kind=kind, tag=tag, most=most)


def cards_of(numbers: Sequence[int], *, language: str | None = None) -> list[ProductCard]:
    """Those of these products that are active, in the order given. Costs what `cards` does."""
    found = {card.id: card for card in _cards(language, numbers=list(numbers))}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def categories(*, language: str | None = None) -> list[CategoryName]:
    """Categories that have active products, in their order. One query, two in a language not the business's own."""
    wanted = Product.objects.filter(status=Status.ACTIVE, category__isnull=False).order_by()
    rows = Category.objects.filter(pk__in=wanted.values("category")).values_list("pk", "slug", "name")
    found = list(rows)
    said = words.names("category", [pk for pk, _slug, _name in found], words.language_of(language))
    return [CategoryName(slug, said.get(pk, name)) for pk, slug, name in found]


def _cards(
    asked: str | None,
    *,
    numbers: list[int] | None = None,
    category: str = "",
    kind: str = "",
    tag: str = "",
    most: int = MOST,
) -> list[ProductCard]:
    language, currency = words.language_of(asked), facts.current().currency
    found = db.fetch_all(
        _CARDS, numbers=numbers, category=category, kind=kind, tag=tag, most=most, currency=currency
    )
    pictures = Image.objects.in_bulk({row["image_id"] for row in found} - {None}) if found else {}
    said = words.of_products([row["id"] for row in found], language, _TRANSLATED)
    names = words.names("category", {row["category_id"] for row in found} - {None}, language)
    return [
        ProductCard(
            id=row["id"],
            category=category_name(row, names),
            from_price=Price(Money(row["price"], currency), row["per"]) if row["per"] else None,
            cover=pictures.get(row["image_id"]),
            **{key: row[key] for key in _AS_IT_IS},
            **{key: said.get(row["id"], {}).get(key) or row[key] for key in _TRANSLATED},
        )
        for row in found
    ]


def category_name(row: Any, names: dict[int, str]) -> CategoryName | None:
    """The category of a row that was read with it."""
    if row["category_id"] is None:
        return None
    return CategoryName(row["category__slug"], names.get(row["category_id"], row["category__name"]))
