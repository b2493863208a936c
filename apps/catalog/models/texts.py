"""Columns of words, which products have in the business's language and their translations in others."""

from typing import Any, Final

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

SLUG: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY: Final = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
LONGEST: Final = 20_000  # characters of a text
SHORTER: Final = 5_000


def words(label: Any, *, most: int = SHORTER, help_text: Any = "") -> "models.TextField[str, str]":
    """A text that may stay empty, of at most so many characters."""
    return models.TextField(label, blank=True, help_text=help_text, validators=[MaxLengthValidator(most)])


class Words(models.Model):
    """What is said of a product, in one language."""

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences, for lists.")
    )
    description = words(
        _("description"),
        most=LONGEST,
        help_text=_("Paragraphs, or simple HTML: headings, lists, bold, italics and links."),
    )
    highlights = words(_("highlights"), help_text=_("One on each line."))
    included = words(_("included"), help_text=_("One on each line."))
    excluded = words(_("not included"), help_text=_("One on each line."))
    special_instructions = words(
        _("special instructions"), help_text=_("What customers should know before they come.")
    )
    accessibility = words(_("accessibility"))
    level = models.CharField(
        _("level"), max_length=80, blank=True, help_text=_("Such as “Open Water Diver”, or nothing.")
    )
    seo_title = models.CharField(
        _("title for search engines"), max_length=70, blank=True, help_text=_("Left empty, the name.")
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, the summary."),
    )

    class Meta:
        abstract = True


WORDS: Final = tuple(field.name for field in Words._meta.fields)
LINES: Final = frozenset({"highlights", "included", "excluded"})


def lines(text: str) -> list[str]:
    """Each line that says something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
