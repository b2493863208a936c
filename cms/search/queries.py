"""Published pages that a visitor's words are in, or in what the catalogue says about their products."""

import re
from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from wagtail.search.utils import parse_query_string

from apps.catalog.models import Product, ProductTranslation
from apps.catalog.types import Status
from cms import offers
from cms.languages import Language
from cms.offers import Card
from cms.pages import ProductPage, SitePage

SHORTEST: Final = 2
LONGEST: Final = 100
MOST_WORDS: Final = 5
# Nobody reads further.
MOST: Final = 200
_SPACE: Final = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The words as they are searched for: at most 100 letters and five words."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST])
    return " ".join(_SPACE.split(plain.strip())[:MOST_WORDS])


def found(text: str, language: Language) -> list[int]:
    """Numbers of pages of a language everybody may see, the best first. Four queries."""
    _filters, query = parse_query_string(text, operator="and")
    rows = SitePage.objects.live().public().filter(locale_id=language.locale_id, noindex=False)
    by_words = [page.pk for page in rows.search(query)[:MOST]]
    sold = ProductPage.objects.live().public().filter(locale_id=language.locale_id, noindex=False)
    by_product = sold.filter(product__in=_products(text)).order_by("path").values_list("pk", flat=True)
    gone = sold.filter(product__isnull=False).exclude(product__status=Status.ACTIVE)
    closed = set(gone.values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys((*by_words, *by_product[:MOST])) if pk not in closed]


def cards(numbers: Sequence[int], language: Language) -> list[Card]:
    """What the results say about these pages. Up to six queries."""
    pages = SitePage.objects.select_related("picture").defer("body").in_bulk(numbers)
    products = dict(ProductPage.objects.filter(pk__in=numbers).values_list("pk", "product_id"))
    for pk, page in pages.items():
        page.product_id = products.get(pk)
    return offers.cards([pages[pk] for pk in numbers if pk in pages], language=language.code)


def _products(text: str) -> list[int]:
    """Products that have all of the words, in any language."""
    here = Q(status=Status.ACTIVE)
    there = Q(product__status=Status.ACTIVE)
    for word in text.split():
        said = Q(name__icontains=word) | Q(summary__icontains=word) | Q(description__icontains=word)
        here &= said
        there &= said
    translated = ProductTranslation.objects.filter(there).values("product_id")
    return list(Product.objects.filter(here | Q(pk__in=translated)).values_list("pk", flat=True)[:MOST])
