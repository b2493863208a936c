"""One product, with everything its page shows."""

from collections.abc import Mapping
from typing import Any, Final

from apps.catalog.models import Product, ProductFaq, ProductPicture
from apps.catalog.models.texts import WORDS, lines
from apps.catalog.queries import prices, words
from apps.catalog.queries.cards import category_name
from apps.catalog.queries.options import options_of
from apps.catalog.shown import Place, ProductShown
from apps.catalog.types import Status

_POINTS: Final = ("meeting", "end")
_OF_POINT: Final = ("name", "address", "latitude", "longitude", "instructions")
_TRANSLATED: Final = (
    "name",
    *WORDS,
    *(f"{point}_{part}" for point in _POINTS for part in ("name", "instructions")),
)
_AS_IT_IS: Final = (
    *("slug", "kind", "status", "duration", "capacity", "minimum", "difficulty", "languages", "tags"),
    *("special_instructions", "accessibility", "level", "name", "summary", "description"),
)


def product(
    *,
    number: int | None = None,
    slug: str = "",
    language: str | None = None,
    hidden: bool = False,
) -> ProductShown | None:
    """The active product of a number or an address, None when there is none; drafts and archived ones if `hidden`.

    Five queries; up to four more for a language that is not the business's own. The active one unless said.
    """
    rows = Product.objects.filter(pk=number) if number is not None else Product.objects.filter(slug=slug)
    if not hidden:
        rows = rows.filter(status=Status.ACTIVE)
    read = ("pk", "category_id", "category__slug", "category__name", *_AS_IT_IS, *_TRANSLATED, *_columns())
    row = rows.values(*dict.fromkeys(read), from_price=prices.lowest()).first()
    return None if row is None else _shown(row, words.language_of(language))


def _columns() -> list[str]:
    return [f"{point}_{part}" for point in _POINTS for part in _OF_POINT]


def _shown(row: dict[str, Any], language: str) -> ProductShown:
    pk = row["pk"]
    row = {**row, **words.of_products([pk], language, _TRANSLATED).get(pk, {})}
    pictures = ProductPicture.objects.filter(product=pk).select_related("image").defer("custom")
    images = [one.image for one in pictures]
    sort = {row["category_id"]} - {None}
    return ProductShown(
        id=pk,
        category=category_name(row, words.names("category", sort, language) if sort else {}),
        from_price=prices.read(row["from_price"]),
        cover=images[0] if images else None,
        pictures=images,
        faqs=_faqs(pk, language),
        options=options_of([row], language).get(pk, []),
        meeting=_place(row, "meeting"),
        end=_place(row, "end"),
        seo_title=row["seo_title"] or row["name"],
        seo_description=row["seo_description"] or row["summary"],
        highlights=lines(row["highlights"]),
        included=lines(row["included"]),
        excluded=lines(row["excluded"]),
        **{key: row[key] for key in _AS_IT_IS},
    )


def _place(row: Mapping[str, Any], point: str) -> Place | None:
    return Place(**{part: row[f"{point}_{part}"] for part in _OF_POINT}) or None


def _faqs(pk: int, language: str) -> list[tuple[str, str]]:
    """In the language if there are any, else in the business's own."""
    rows = list(ProductFaq.objects.filter(product=pk).values_list("language", "question", "answer"))
    wanted = language if any(said == language for said, _q, _a in rows) else ""
    return [(question, answer) for said, question, answer in rows if said == wanted]
