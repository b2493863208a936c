"""Records that cells name: by number or by what they are called, for a whole batch at once."""

from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.db.models import CharField, Q, TextField
from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.screens import registry

# Columns that usually hold what a record is called.
NAMES: Final = ("name", "title", "label", "code", "reference", "email", "slug")
SEVERAL: Final = "several"
# A small table is read whole once, so that records are found by whatever they are called.
_SMALL: Final = 2000


class References:
    """What the cells of one column name."""

    def __init__(self, attribute: Attribute) -> None:
        self.attribute = attribute
        app, _dot, name = attribute.target.partition(".")
        screen = registry.find(app, name)
        self._rows = screen.base() if screen is not None else apps.get_model(app, name)._default_manager.all()
        self._what = screen.label if screen is not None else self._rows.model._meta.verbose_name
        self._known: dict[str, Any] = {}
        self._read_whole = False

    def load(self, texts: Iterable[str]) -> None:
        """Find all of these: at most three queries, and none for what was found before."""
        wanted = {text.strip() for text in texts} - self._known.keys() - {""}
        if not wanted:
            return
        if not self._read_whole:
            self._read_small()
            wanted -= self._known.keys()
        numbers = {int(text) for text in wanted if text.isdecimal() and len(text) < len(str(2**63))}
        for record in self._rows.filter(pk__in=numbers) if numbers else ():
            self._known[str(record.pk)] = record
        self._by_name({text for text in wanted if text not in self._known})

    def find(self, text: str) -> Any:
        """The record a cell names, after `load`. Raises ValueError with a sentence."""
        found = self._known.get(text.strip()) or self._known.get(text.strip().casefold())
        if found is None:
            raise ValueError(_("There is no %(what)s “%(value)s”.") % {"what": self._what, "value": text})
        if found == SEVERAL:
            sentence = _("Several records are called “%(value)s”. Write the number of the one you mean.")
            raise ValueError(sentence % {"value": text})
        return found

    def _read_small(self) -> None:
        self._read_whole = True
        records = list(self._rows[: _SMALL + 1])
        if len(records) <= _SMALL:
            for record in records:
                self._note(str(record), record)
            for record in records:
                self._known[str(record.pk)] = record

    def _by_name(self, texts: set[str]) -> None:
        model = self._rows.model
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if field.name in NAMES and isinstance(field, CharField | TextField)
        ]
        if not columns or not texts:
            return
        asked = Q()
        for name in columns:
            asked |= Q(**{f"{name}__in": texts})
        for record in self._rows.filter(asked)[: 2 * len(texts) + _SMALL]:
            for name in columns:
                if getattr(record, name) in texts:
                    self._note(getattr(record, name), record)

    def _note(self, text: str, record: Any) -> None:
        for name in {text, text.casefold()}:
            others = self._known.get(name)
            if others is None:
                self._known[name] = record
            elif others != record:
                self._known[name] = SEVERAL
