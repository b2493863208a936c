"""Availability versions of products, for pages that are kept."""

from collections.abc import Iterable, Mapping

from apps.capacity import versions as kept


def version(product: int) -> int:
    """The product's availability version; another number after anything of it was taken or came free."""
    return kept.of([product])[product]


def versions(products: Iterable[int]) -> Mapping[int, int]:
    """Those of several, with one command to Valkey."""
    return kept.of(products)
