"""The form of a screen's words: one row for the screen, one for each of its fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import Invalid
from apps.backoffice.models import Label
from apps.backoffice.services.words import Word

LONGEST: Final = 80
MOST_PLACES: Final = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a screen: what code calls it, the inputs, and whether anything is overridden."""

    attribute: Attribute
    place: Any  # None for fields of the owner's, which are ordered where they are defined
    name: Any  # None for fields of the owner's, which are renamed where they are defined
    hidden: Any  # None for what forms need
    overridden: bool


class WordsForm(forms.Form):
    """Inputs named "screen.…" and "name.<key>", "place.<key>", "hidden.<key>"; `words()` and `order()` have what the
    service takes. `declared` are our words for one record and for several.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        attributes: Sequence[Attribute],
        standing: Mapping[str, Label],
        own_names: bool,
        declared: tuple[Any, Any] = ("", ""),
    ) -> None:
        self.attributes, self.standing, self.own_names = attributes, standing, own_names
        self.ours = [one.key for one in attributes if not one.own]
        super().__init__(data, auto_id="words-%s")
        screen = standing.get("")
        if own_names:
            one, several = declared
            self._text("screen.singular", _("Name of one"), screen.singular if screen else "", ours=one)
            self._text("screen.plural", _("Name of several"), screen.plural if screen else "", ours=several)
        self._box("screen.hidden", _("Hidden from the navigation"), hidden=bool(screen and screen.hidden))
        for one in attributes:
            label = standing.get(one.key)
            if not one.own:
                self._text(f"name.{one.key}", one.label, label.singular if label else "", ours=one.label)
                self._place(one, self.ours.index(one.key) + 1)
            if not (one.required and one.editable):
                self._box(f"hidden.{one.key}", _("Hide"), hidden=bool(label and label.hidden))

    def rows(self) -> Iterator[Row]:
        """The fields with their inputs."""
        for one in self.attributes:
            place, name, hidden = f"place.{one.key}", f"name.{one.key}", f"hidden.{one.key}"
            yield Row(
                one,
                self[place] if place in self.fields else None,
                self[name] if name in self.fields else None,
                self[hidden] if hidden in self.fields else None,
                one.key in self.standing,
            )

    def words(self) -> list[Word]:
        """Everything the page says."""
        given = self.cleaned_data
        screen = Word(
            "",
            singular=given.get("screen.singular", ""),
            plural=given.get("screen.plural", ""),
            hidden=given["screen.hidden"],
        )
        fields = [
            Word(
                one.key,
                singular=given.get(f"name.{one.key}", ""),
                hidden=given.get(f"hidden.{one.key}", False),
            )
            for one in self.attributes
        ]
        return [screen, *fields]

    def order(self) -> list[str] | None:
        """Keys of our own fields by their places, None where nobody has changed one."""
        places = {key: self.cleaned_data.get(f"place.{key}") for key in self.ours}
        if all(places[key] in (None, number) for number, key in enumerate(self.ours, 1)):
            return None
        return sorted(self.ours, key=lambda key: self._wished(key, places[key]))

    def _wished(self, key: str, place: int | None) -> tuple[float, int]:
        """A field that was given a new place goes before the one that stands there, or behind it on its way down."""
        here = self.ours.index(key) + 1
        if place is None or place == here:
            return here, here
        return place + (0.5 if place > here else -0.5), here

    def refuse(self, refusal: Invalid) -> None:
        """Show a service's sentences beside their inputs."""
        for key, sentences in refusal.by_key.items():
            name = f"name.{key}" if key else "screen.singular"
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)

    def _text(self, name: str, label: Any, value: str, *, ours: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": ours})
        self.fields[name] = forms.CharField(
            label=label, max_length=LONGEST, required=False, initial=value, widget=widget
        )

    def _place(self, attribute: Attribute, number: int) -> None:
        self.fields[f"place.{attribute.key}"] = forms.IntegerField(
            label=_("Place"), min_value=1, max_value=MOST_PLACES, required=False, initial=number
        )

    def _box(self, name: str, label: Any, *, hidden: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False, initial=hidden)
