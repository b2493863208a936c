"""Reads of texts and messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from apps.messaging import shipped
from apps.messaging.models import Message, MessageText
from apps.messaging.occasions import OCCASIONS
from apps.messaging.types import Occasion, Words
from apps.tenancy import facts


def words(occasion: str, language: str) -> Words | None:
    """The words for somebody who reads `language`: the business's before ours, a language they read before any other.

    None when nobody has words for the occasion. One query.
    """
    own = {row.language: Words(row.subject, row.text) for row in MessageText.objects.filter(key=occasion)}
    for wanted in _languages(language):
        found = own.get(wanted) or shipped.words(occasion, wanted)
        if found is not None:
            return found
    return next(iter(own.values()), None)


def _languages(language: str) -> Iterator[str]:
    for one in (language, facts.current().locale, "en"):
        yield one
        yield one.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """An occasion in one language: the business's text, or only ours, or none."""

    language: str
    own: MessageText | None
    shipped: Words | None


@dataclass(frozen=True, slots=True)
class Overview:
    """An occasion and its texts."""

    occasion: Occasion
    texts: list[Standing]


def overview() -> list[Overview]:
    """All occasions with their texts in all languages of the business's texts and ours. One query."""
    own = {(row.key, row.language): row for row in MessageText.objects.all()}
    languages = sorted({*shipped.LANGUAGES, *(language for _key, language in own)})
    return [
        Overview(
            one,
            [
                Standing(language, own.get((key, language)), shipped.words(key, language))
                for language in languages
            ],
        )
        for key, one in OCCASIONS.items()
    ]


def tenants_with_due(*, at: datetime) -> list[int]:
    """Businesses where a message waits whose time has come, for the platform role: one query of a small index."""
    return list(Message.objects.due(at=at).order_by().values_list("tenant_id", flat=True).distinct())
