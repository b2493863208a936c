"""Words in the language somebody reads: the translation where there is one, else the business's own."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation

from apps.catalog.models import NameTranslation, ProductTranslation
from apps.tenancy import facts


def language_of(asked: str | None) -> str:
    """The language to translate into: what is asked for, else the active one; "" when it is the business's own."""
    code = (asked or translation.get_language() or "en").replace("_", "-").partition("-")[0].lower()
    own = facts.current().locale.replace("_", "-").partition("-")[0].lower()
    return "" if code == own else code


def of_products(numbers: Iterable[int], language: str, keys: Iterable[str]) -> dict[int, Mapping[str, Any]]:
    """Translated words by product, without empty ones. One query; none for the business's own language."""
    if not language:
        return {}
    rows = ProductTranslation.objects.filter(product__in=list(numbers), language=language)
    return {
        row.pop("product_id"): {key: text for key, text in row.items() if text}
        for row in rows.values("product_id", *keys)
    }


def names(of: str, numbers: Iterable[int], language: str) -> dict[int, str]:
    """Translated names of categories, options or units by number. One query; none for the business's own language."""
    if not language:
        return {}
    rows = NameTranslation.objects.filter(language=language, **{f"{of}__in": list(numbers)})
    return dict(rows.values_list(f"{of}_id", "name"))
