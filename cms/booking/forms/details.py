"""What the things in a basket ask of those who book them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.backoffice.fields.defined import is_own
from apps.bookings.forms import own_answers, own_fields
from apps.bookings.services.answers import MOST_NAMED
from apps.bookings.services.questions import Questions, questions
from apps.catalog.types import Ask
from apps.frontdesk.types import Contact
from apps.sales.models import OrderItem
from apps.sales.types import PaymentPlan
from cms.booking.forms.contact import EMAIL, NAME, PHONE, contact_fields
from cms.booking.things import Basket, Thing

REQUESTS: Final = "requests"
PLAN: Final = "payment_plan"
LONGEST: Final = 10_000
CONTACT: Final = "contact."
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
        self._own = {thing.id: questions(thing.asks) for thing in basket.things}
        self._of_customer = questions({ask for thing in basket.things for ask in thing.asks}).customer
        known = basket.order.contact
        self.fields.update(contact_fields(known))
        self.fields.update(own_fields(self._of_customer, known.get("own") or {}, begins=CONTACT))
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
        asked = self._own[thing.id]
        found: dict[str, forms.Field] = {}
        for ask in thing.asks:
            for key, make in _FIELDS.get(ask, {}).items():
                name = f"{thing.id}.{key}"
                # A plate that is asked for is needed, also where a vehicle may have one.
                if name not in found or ask == Ask.PLATE:
                    found[name] = make(stored.get(key) or "")
        found |= own_fields(asked.booking, stored, begins=f"{thing.id}.")
        for place in range(self._people(thing)):
            found |= _person(thing, place, stored, asked)
        return found

    def _people(self, thing: Thing) -> int:
        """How many of those who come are asked something."""
        asks = {Ask.NAMES, Ask.AGES} & set(thing.asks) or self._own[thing.id].participant
        return min(thing.people, MOST_NAMED) if asks else 0

    @property
    def groups(self) -> list[Group]:
        """The fields as the page shows them."""
        return [
            Group(gettext("About you"), "", [self[name] for name in self.fields if name.startswith(CONTACT)]),
            *(group for thing in self.basket.things if (group := self.of_thing(thing)) is not None),
            *([Group("", "", [self[REQUESTS]])] if REQUESTS in self.fields else []),
        ]

    def of_thing(self, thing: Thing) -> Group | None:
        """What one thing asks; None where that is nothing."""
        begins = f"{thing.id}."
        names = [name for name in self.fields if name.startswith(begins)]
        if not names:
            return None
        people = [
            (
                gettext("Person %(number)d") % {"number": place + 1},
                [self[name] for name in names if name.startswith(f"{begins}participants.{place}.")],
            )
            for place in range(self._people(thing))
        ]
        single = [self[name] for name in names if ".participants." not in name]
        return Group(thing.name, thing.when, single, people)

    def contact_in(self, language: str) -> Contact:
        """Who orders, as they said it, in the language that they read."""
        said = self.cleaned_data
        own = own_answers(self._of_customer, said, begins=CONTACT)
        return Contact(name=said[NAME], email=said[EMAIL], phone=said[PHONE], language=language, own=own)

    @property
    def answers(self) -> dict[int, dict[str, Any]]:
        """By thing, without those about single people."""
        found: dict[int, dict[str, Any]] = {}
        for name, value in self._said():
            item, _dot, key = name.partition(".")
            if not key.startswith("participants.") and not is_own(key):
                found.setdefault(int(item), {})[key] = value
        for number, asked in self._own.items():
            own = own_answers(asked.booking, self.cleaned_data, begins=f"{number}.")
            # What was left empty takes back what was said before.
            found.setdefault(number, {}).update({one.key: own.get(one.key) for one in asked.booking})
        return found

    @property
    def participants(self) -> dict[int, list[dict[str, Any]]]:
        """By thing, those that were named; the last without a word are left out."""
        found: dict[int, list[dict[str, Any]]] = {}
        for thing in self.basket.things:
            count = self._people(thing)
            if count:
                found[thing.id] = [self._named(thing, place) for place in range(count)]
        return found

    def _named(self, thing: Thing, place: int) -> dict[str, Any]:
        begins = f"{thing.id}.participants.{place}."
        row = {name.removeprefix(begins): value for name, value in self._said() if name.startswith(begins)}
        row = {key: value for key, value in row.items() if not is_own(key)}
        row |= own_answers(self._own[thing.id].participant, self.cleaned_data, begins=begins)
        unit = _units(thing)[place] if place < len(_units(thing)) else None
        return {**row, "unit": unit}

    def _said(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in self.cleaned_data.items() if name[:1].isdigit())

    @property
    def refused(self) -> list[tuple[str, str, str]]:
        """Each refusal with its field's id and name, which says whose age is missing."""
        people = {
            field.name: title
            for thing in self.basket.things
            if (group := self.of_thing(thing)) is not None
            for title, fields in group.people
            for field in fields
        }
        return [
            (
                field.id_for_label,
                f"{people[field.name]}, {field.label}" if field.name in people else str(field.label),
                str(error),
            )
            for field in self
            for error in field.errors
        ]

    def refuse(self, by_key: Mapping[str, Sequence[str]]) -> None:
        """Say what the front desk has refused beside the fields; what has none above them."""
        for key, sentences in by_key.items():
            field = key if key in self.fields else None
            for sentence in sentences:
                self.add_error(field, sentence)


def _area(label: Any) -> Any:
    return lambda initial: forms.CharField(
        label=label, required=False, max_length=LONGEST, initial=initial, widget=forms.Textarea(_AREA)
    )


def _line(label: Any, most: int, *, needed: bool = True, **attributes: Any) -> Any:
    return lambda initial: forms.CharField(
        label=label, max_length=most, required=needed, initial=initial, widget=forms.TextInput(attributes)
    )


_PLATE: Final[dict[str, Any]] = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
# What each word asks: fields by their keys.
_FIELDS: Final[Mapping[str, Mapping[str, Any]]] = {
    Ask.DIET: {"diet": _area(_("Dietary restrictions"))},
    Ask.REQUESTS: {"requests": _area(_("Special requests"))},
    Ask.ADDRESS: {"address": _line(_("Address where we come to"), 300, autocomplete="street-address")},
    Ask.PLATE: {"plate": _line(_("Licence plate"), 40, **_PLATE)},
    Ask.VEHICLE: {
        "vehicle.make": _line(_("Make of your vehicle"), 60),
        "vehicle.model": _line(_("Model"), 60),
        "vehicle.year": _line(_("Year"), 4, needed=False, inputmode="numeric"),
        "vehicle.colour": _line(_("Colour"), 40, needed=False),
        "plate": _line(_("Licence plate"), 40, needed=False, **_PLATE),
    },
}


def _person(thing: Thing, place: int, stored: Mapping[str, Any], asked: Questions) -> dict[str, forms.Field]:
    """Name and age of one of those who come, as far as the thing asks, and what the owner asks of each."""
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
    return {**found, **own_fields(asked.participant, known, begins=begins)}


def _units(thing: Thing) -> list[int]:
    """The unit of each person, in the order of the units."""
    return [int(unit.name[1:]) for unit in thing.units for _ in range(unit.value)]
