"""What the form for staff asks: our own questions and the owner's, of the booking, of each person, of who orders."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from apps.bookings.forms import own_answers, own_fields
from apps.bookings.services.answers import MOST_NAMED
from apps.bookings.services.questions import questions
from apps.catalog.models import Option, Unit
from apps.catalog.types import Ask, Kind
from apps.customers.models import Customer, Vehicle

MOST_ROWS: Final = MOST_NAMED
CONTACT: Final = "contact."
_PERSON: Final = ("given_name", "family_name", "age", "unit", "diet")
_CAR: Final = ("vehicle", "plate", "vehicle.make", "vehicle.model", "vehicle.year", "vehicle.colour")


def _line(label: Any, most: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most)


class Questions(forms.Form):
    """Fields by the keys under which the front desk refuses, "p0_" for those of the first participant."""

    option: Option
    kind: str
    units: Sequence[Unit]
    people: int
    several: Sequence[Unit]
    _knows_vehicles = False

    def ask(self, asks: Collection[str]) -> None:
        """Add the questions; `asks` are those of all that is on the order, of which who orders is asked once."""
        mine = self.option.product.asks
        self._asked = questions(mine)
        self._of_customer = questions(asks).customer
        self.fields["diet"] = forms.CharField(label=_("Dietary restrictions"), required=False)
        if Ask.ADDRESS in mine or self.kind == Kind.APPOINTMENT:
            self.fields["address"] = _line(_("Address"), 300)
        if Ask.PLATE in mine or Ask.VEHICLE in mine or self.kind == Kind.PASS:
            self.fields["plate"] = _line(_("Licence plate"), 40)
        if Ask.VEHICLE in mine:
            self.fields["vehicle.make"] = _line(_("Make"), 60)
            self.fields["vehicle.model"] = _line(_("Model"), 60)
            self.fields["vehicle.year"] = _line(_("Year"), 4)
            self.fields["vehicle.colour"] = _line(_("Colour"), 40)
        self.fields.update(own_fields(self._asked.booking, {}, staff=True))
        self.fields.update(own_fields(self._of_customer, {}, begins=CONTACT, staff=True))
        for place in range(self.people if self.has_people else 0):
            self._ask_person(f"p{place}_")

    def _ask_person(self, key: str) -> None:
        self.fields[f"{key}given_name"] = _line(_("Given name"), 80)
        self.fields[f"{key}family_name"] = _line(_("Family name"), 80)
        self.fields[f"{key}age"] = forms.IntegerField(
            label=_("Age"), required=False, min_value=0, max_value=120
        )
        self.fields[f"{key}diet"] = _line(_("Diet"), 300)
        if len(self.several) > 1:
            self.fields[f"{key}unit"] = forms.ChoiceField(
                label=_("As"),
                required=False,
                choices=[("", "\N{EN DASH}"), *((str(one.pk), one.name) for one in self.several)],
            )
        self.fields.update(own_fields(self._asked.participant, {}, begins=key, staff=True))

    def know(self, customer: Customer, vehicles: Sequence[Vehicle]) -> None:
        """It is for a known customer: what is known of them is not asked, and one of their vehicles can be picked."""
        for own in self._of_customer:
            if own.field.key in (customer.custom or {}):
                del self.fields[f"{CONTACT}{own.key}"]
        if self.asks_vehicle:
            known = [(str(one.pk), str(one)) for one in vehicles]
            self._knows_vehicles = bool(known)
            # Whether it is theirs, the operation asks: somebody else may have been picked since.
            self.fields["vehicle"] = forms.CharField(
                label=_("Vehicle"),
                required=False,
                max_length=18,
                widget=forms.Select(choices=[("", _("Another one, as written below")), *known]),
            )

    @property
    def asks_vehicle(self) -> bool:
        """Whether it is about a vehicle."""
        return "plate" in self.fields

    @property
    def has_people(self) -> bool:
        """Whether it is about people who come, and not about things."""
        asks = {Ask.NAMES, Ask.AGES} & set(self.option.product.asks)
        return self.kind in {Kind.DEPARTURE, Kind.STAY} or bool(asks or self._asked.participant)

    # -- for the template ------------------------------------------------------------------------------------------

    def named(self, *names: str) -> list[BoundField]:
        """Those of the fields that the form has."""
        return [self[name] for name in names if name in self.fields]

    def contact_fields(self) -> list[BoundField]:
        """What the owner asks of who orders."""
        return self.named(*(f"{CONTACT}{own.key}" for own in self._of_customer))

    def vehicle_fields(self) -> list[BoundField]:
        """Which vehicle it is about."""
        return self.named(*(_CAR if self._knows_vehicles or "vehicle" in self.errors else _CAR[1:]))

    def question_fields(self) -> list[BoundField]:
        """What is asked of all of them together."""
        return self.named("address", *(own.key for own in self._asked.booking), "diet", "requests")

    def participant_rows(self) -> list[list[BoundField]]:
        """A row for each of the people."""
        if not self.has_people:
            return []
        keys = (*_PERSON, *(own.key for own in self._asked.participant))
        return [self.named(*(f"p{place}_{key}" for key in keys)) for place in range(self.people)]

    # -- what it says ----------------------------------------------------------------------------------------------

    def answers(self) -> dict[str, Any]:
        """What they say of themselves."""
        given = self.cleaned_data
        keys = ("diet", "address", *_CAR)
        found: dict[str, Any] = {key: given[key] for key in keys if given.get(key)}
        if "vehicle" in found:
            vehicle = str(found["vehicle"])
            found = {key: value for key, value in found.items() if key not in _CAR}
            found["vehicle"] = int(vehicle) if vehicle.isascii() and vehicle.isdigit() else 0
        found |= own_answers(self._asked.booking, given)
        rows = [self._person(f"p{place}_") for place in range(self.people if self.has_people else 0)]
        # Rows at the end that say nothing are not written.
        while rows and not any(value not in (None, "") for value in rows[-1].values()):
            rows.pop()
        if rows:
            found["participants"] = rows
        return found

    def _person(self, begins: str) -> dict[str, Any]:
        given = self.cleaned_data
        row = {key: given.get(f"{begins}{key}") for key in _PERSON}
        return row | own_answers(self._asked.participant, given, begins=begins)

    def own_of_contact(self) -> dict[str, Any]:
        """What the owner asks of who orders, answered."""
        return own_answers(self._of_customer, self.cleaned_data, begins=CONTACT)
