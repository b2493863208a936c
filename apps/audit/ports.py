"""What higher apps tell the log of persons, filled in their `wiring.py`."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.kernel.registry import Registry

# Columns that say who somebody is or what they wrote, by table: the only ones that `services.mask` can empty.
PERSONAL: Final[Registry[tuple[str, ...]]] = Registry("personal columns")

_WORDS: Final = (models.CharField, models.TextField, models.JSONField, ArrayField)


def words_of(model: type[models.Model], *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The columns of a model that hold words, without those named and those with a list of values."""
    return tuple(
        str(field.column)
        for field in model._meta.local_concrete_fields
        if isinstance(field, _WORDS) and not field.choices and field.name not in but
    )
