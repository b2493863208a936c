"""Blocks that name a picture, a page or a place of the business."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChooserBlock, ListBlock, PageChooserBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from apps.catalog.models import Category, Product
from apps.tenancy import context
from apps.tenancy.models import Location

LONGEST_URL: Final = 500
_HARMLESS: Final = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|tel:[+0-9]|/(?!/)|#)\S*\Z", re.IGNORECASE)
_MEMORY: Final = "cms.blocks"


class _Keyed:
    """Takes what a form sends for a key only if it can be one: Wagtail asks the database with whatever came."""

    def value_from_form(self, value: Any) -> Any:
        """The row, None for none."""
        if isinstance(value, str) and not (value.isascii() and value.isdecimal()):
            return None
        return super().value_from_form(value)  # type: ignore[misc]


class _Remembered(_Keyed):
    """Takes rows from what `remember` fetched for the whole body at once."""

    def bulk_to_python(self, values: Sequence[Any]) -> list[Any]:
        """The rows in the order of their keys, None for those that are gone."""
        kept = context.current().memory.get(_MEMORY, {}).get(self.model_class)  # type: ignore[attr-defined]
        if kept is None or not all(value is None or value in kept for value in values):
            return super().bulk_to_python(values)  # type: ignore[misc,no-any-return]
        return [kept.get(value) for value in values]


class Picture(_Remembered, ImageChooserBlock):
    """A picture out of the library."""


class ToPage(_Remembered, PageChooserBlock):
    """A page of the site."""


class _Listed(ChooserBlock):
    """Chosen out of a plain list."""

    @cached_property
    def widget(self) -> forms.Select:
        """A list that is asked for anew each time it is shown, so it holds the bound business's rows."""
        return forms.Select()

    def get_form_state(self, value: Any) -> Any:
        """What the editor's script wants for a list: the values that are chosen."""
        key = getattr(value, "pk", value)
        return ["" if key is None else str(key)]


class Place(_Keyed, _Listed):
    """A location of the business; empty stands for the first one."""

    target_model = Location

    class Meta:
        icon = "site"
        label = _("Location")


class Good(_Remembered, _Listed):
    """A product of the catalogue."""

    target_model = Product

    class Meta:
        icon = "tag"
        label = _("Product")


class Sort(_Remembered, _Listed):
    """A category of the catalogue."""

    target_model = Category

    class Meta:
        icon = "folder"
        label = _("Category")


class Address(CharBlock):
    """Where a link leads that is no page of the site: web, e-mail, telephone, or a place on the page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_URL, **options)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for an address that could run something, or is none."""
        value = super().clean(value)
        if value and not _HARMLESS.match(value):
            raise ValidationError(_("Write an address such as https://example.com, mailto: or tel:."))
        return value


def remember(bodies: Iterable[Any]) -> None:
    """Fetch every picture and page that these stream values name: one query per kind, not one per block."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for body in bodies:
        for item in body.raw_data:
            _collect(body.stream_block.child_blocks.get(item["type"]), item["value"], wanted)
    memory = context.current().memory.setdefault(_MEMORY, {})
    for model, keys in wanted.items():
        found = model._default_manager.in_bulk(keys)
        memory.setdefault(model, {}).update({key: found.get(key) for key in keys})


def _collect(block: Any, value: Any, wanted: dict[type[models.Model], set[Any]]) -> None:
    if value is None or block is None:
        return
    if isinstance(block, _Remembered):
        wanted.setdefault(block.model_class, set()).add(value)  # type: ignore[attr-defined]
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, value.get(name), wanted)
    elif isinstance(block, ListBlock):
        for item in value:
            # Wagtail takes bare values, too.
            bare = item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
            _collect(block.child_block, bare, wanted)
    elif isinstance(block, StreamBlock):
        for item in value:
            _collect(block.child_blocks.get(item["type"]), item["value"], wanted)
