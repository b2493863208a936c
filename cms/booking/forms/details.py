"""What the things in a basket ask of those who book them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.backoffice.fields import values as own_values
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.fields.defined import fields_of
from apps.backoffice.types import Kind
from apps.catalog.types import Ask
from apps.frontdesk.types import Contact
from apps.sales.models import OrderItem
from apps.sales.types import PaymentPlan
from cms.booking.forms.contact import EMAIL, NAME, PHONE, contact_fields
from cms.booking.things import Basket, Thing

BOOKING: Final = "bookings.booking"
REQUESTS: Final = "requests"
PLAN: Final = "payment_plan"
LONGEST: Final = 10_000
# More names than that are asked for later.
MOST_NAMED: Final = 30
# What a visitor can answer in a form without files and without looking up records.
_ANSWERABLE: Final = frozenset(set(Kind) - {Kind.FILE, Kind.IMAGE, Kind.REFERENCE, Kind.FORMULA})
_AREA: Final = {"rows": 3, "maxlength": LONGEST}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `people` are rows of them."""

    title: str
    note: str
    fields: Sequence[forms.BoundField]
    people: Sequence[tuple[str, Sequence[forms.BoundField]]] = ()


class DetailsForm(forms.Form):
    """Who orders, and what each thing asks. Field names are keys such as "12.participants.0.age"."""

    def __init__(self, basket: Basket, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.basket = basket
        self._own = {one.key: one for one in fields_of(BOOKING) if _is_public(one)}
        self.fields.update(contact_fields(basket.order.contact))
        self._answers: Mapping[int, Mapping[str, Any]] = dict(
            OrderItem.objects.filter(order=basket.order, removed=False).values_list("pk", "answers")
        )
        for thing in basket.things:
            self.fields.update(self._of(thing))
        if not any(Ask.REQUESTS in thing.asks for thing in basket.things):
            self.fields[REQUESTS] = forms.CharField(
                label=_("Anything else we should know?"),
                required=False,
                max_length=LONGEST,
                initial=basket.order.requests,
                widget=forms.Textarea(_AREA),
            )
        self.fields[PLAN] = forms.ChoiceField(
            label=_("How will you pay?"),
            choices=[
                (PaymentPlan.AT_DESK, _("When we meet: cash or card")),
                (PaymentPlan.LATER, _("Later: we send you the bill")),
            ],
            initial=basket.order.payment_plan,
            widget=forms.RadioSelect,
        )

    def _of(self, thing: Thing) -> dict[str, forms.Field]:
        stored = self._answers.get(thing.id, {})
        found: dict[str, forms.Field] = {}
        for ask in thing.asks:
            own = self._own.get(f"custom.{ask.removeprefix('custom.')}")
            if own is not None:
                found[f"{thing.id}.{own.key}"] = _own_field(own, stored)
            elif ask in _FIELDS:
                found[f"{thing.id}.{_KEYS[ask]}"] = _FIELDS[ask](str(stored.get(_KEYS[ask]) or ""))
        for place in range(_named(thing)):
            found |= _person(thing, place, stored)
        return found

    @property
    def groups(self) -> list[Group]:
        """The fields as the page shows them."""
        return [
            Group(gettext("About you"), "", [self[name] for name in (NAME, EMAIL, PHONE)]),
            *(group for thing in self.basket.things if (group := self._group(thing)) is not None),
            *([Group("", "", [self[REQUESTS]])] if REQUESTS in self.fields else []),
        ]

    def _group(self, thing: Thing) -> Group | None:
        begins = f"{thing.id}."
        names = [name for name in self.fields if name.startswith(begins)]
        if not names:
            return None
        people = [
            (
                gettext("Person %(number)d") % {"number": place + 1},
                [self[name] for name in names if name.startswith(f"{begins}participants.{place}.")],
            )
            for place in range(_named(thing))
        ]
        single = [self[name] for name in names if ".participants." not in name]
        return Group(thing.name, thing.when, single, people)

    def contact_in(self, language: str) -> Contact:
        """Who orders, as they said it, in the language that they read."""
        said = self.cleaned_data
        return Contact(name=said[NAME], email=said[EMAIL], phone=said[PHONE], language=language)

    @property
    def answers(self) -> dict[int, dict[str, Any]]:
        """By thing, without those about single people."""
        found: dict[int, dict[str, Any]] = {}
        for name, value in self._said():
            item, _dot, key = name.partition(".")
            if not key.startswith("participants."):
                found.setdefault(int(item), {})[key] = self._stored(key, value)
        for said in found.values():
            vehicle = said.pop(_VEHICLE, "")
            if vehicle:
                # Vehicles are kept of known customers; a visitor describes theirs.
                line = gettext("Vehicle: %(vehicle)s") % {"vehicle": vehicle}
                said["requests"] = "\n".join(part for part in (line, said.get("requests", "")) if part)
        return found

    @property
    def participants(self) -> dict[int, list[dict[str, Any]]]:
        """By thing, those that were named; the last without a word are left out."""
        found: dict[int, list[dict[str, Any]]] = {}
        for thing in self.basket.things:
            count = _named(thing)
            if count:
                found[thing.id] = [self._named(thing, place) for place in range(count)]
        return found

    def _named(self, thing: Thing, place: int) -> dict[str, Any]:
        begins = f"{thing.id}.participants.{place}."
        row = {name.removeprefix(begins): value for name, value in self._said() if name.startswith(begins)}
        unit = _units(thing)[place] if place < len(_units(thing)) else None
        return {**row, "unit": unit}

    def _said(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in self.cleaned_data.items() if name[:1].isdigit())

    def _stored(self, key: str, value: Any) -> Any:
        own = self._own.get(key)
        return own_values.dump(own, value) if own is not None else value

    def refuse(self, by_key: Mapping[str, Sequence[str]]) -> None:
        """Say what the front desk has refused beside the fields; what has none above them."""
        for key, sentences in by_key.items():
            field = key if key in self.fields else None
            for sentence in sentences:
                self.add_error(field, sentence)


_VEHICLE: Final = "vehicle_text"
_KEYS: Final[Mapping[str, str]] = {
    Ask.DIET: "diet",
    Ask.REQUESTS: "requests",
    Ask.ADDRESS: "address",
    Ask.VEHICLE: _VEHICLE,
    Ask.PLATE: "plate",
}


def _area(label: Any) -> Any:
    return lambda initial: forms.CharField(
        label=label, required=False, max_length=LONGEST, initial=initial, widget=forms.Textarea(_AREA)
    )


def _line(label: Any, most: int, **attributes: Any) -> Any:
    return lambda initial: forms.CharField(
        label=label, max_length=most, initial=initial, widget=forms.TextInput(attributes)
    )


_FIELDS: Final[Mapping[str, Any]] = {
    Ask.DIET: _area(_("Dietary restrictions")),
    Ask.REQUESTS: _area(_("Special requests")),
    Ask.ADDRESS: _line(_("Address where we come to"), 300, autocomplete="street-address"),
    Ask.VEHICLE: _line(_("Your vehicle: make, model, colour"), 120),
    Ask.PLATE: _line(
        _("Licence plate"), 20, autocomplete="off", autocapitalize="characters", spellcheck="false"
    ),
}


def _person(thing: Thing, place: int, stored: Mapping[str, Any]) -> dict[str, forms.Field]:
    """Name, age and diet of one of those who come, as far as the thing asks."""
    rows = stored.get("participants") or []
    known: Mapping[str, Any] = rows[place] if place < len(rows) else {}
    begins = f"{thing.id}.participants.{place}."
    found: dict[str, forms.Field] = {}
    if Ask.NAMES in thing.asks:
        for key, label in (("given_name", _("Given name")), ("family_name", _("Family name"))):
            found[begins + key] = forms.CharField(
                label=label, max_length=80, required=key == "given_name", initial=known.get(key, "")
            )
    if Ask.AGES in thing.asks:
        found[f"{begins}age"] = forms.IntegerField(
            label=_("Age"),
            min_value=0,
            max_value=120,
            initial=known.get("age"),
            widget=forms.NumberInput({"inputmode": "numeric"}),
        )
    return found


def _named(thing: Thing) -> int:
    asks = {Ask.NAMES, Ask.AGES} & set(thing.asks)
    return min(thing.people, MOST_NAMED) if asks else 0


def _units(thing: Thing) -> list[int]:
    """The unit of each person, in the order of the units."""
    return [int(unit.name[1:]) for unit in thing.units for _ in range(unit.value)]


def _is_public(own: OwnField) -> bool:
    return own.public and not own.sensitive and own.kind in _ANSWERABLE and own.editable


def _own_field(own: OwnField, stored: Mapping[str, Any]) -> forms.Field:
    field = own.form_field()
    field.initial = own.stored(stored.get(own.key))
    return field
