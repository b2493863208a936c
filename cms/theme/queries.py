"""The bound business's theme."""

from dataclasses import asdict

from cms.theme.models import Theme
from cms.theme.types import Choices

DEFAULT: Choices = Choices()


def theme() -> Theme:
    """The saved one with its logo, else our own, unsaved, as version 0. One query."""
    return Theme.objects.select_related("logo").first() or unsaved(DEFAULT)


def unsaved(choices: Choices, **more: object) -> Theme:
    """A theme that is only being looked at."""
    return Theme(**asdict(choices), **{"version": 0, **more})
