"""The form by which staff book for somebody: made of the option's own units, questions and ways to be had."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes import parsing
from apps.backoffice.attributes.amounts import AmountField
from apps.backoffice.calendars.window import instant
from apps.catalog.models import Option, Unit
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.types import Kind, Per
from apps.customers.models import Customer
from apps.frontdesk.types import Choice, Contact, Override
from apps.frontdesk.views.booking_questions import MOST_ROWS, Questions
from apps.frontdesk.wording import end_of
from apps.sales.types import PaymentPlan, Source

UNIT: Final = "unit_"
NIGHTS_EACH: Final = r"^[1-9]\d{0,2}(-[1-9]\d{0,2}){1,9}$"
# Days that clocks and calendars of all zones can count from.
_FIRST, _LAST = date(2000, 1, 1), date(2200, 12, 31)
_SOURCES: Final = (Source.PHONE, Source.DESK, Source.PARTNER, Source.OTA)
# Where sentences of services stand, by the beginning of their key.
_PLACES: Final = {"contact.email": "email", "contact.phone": "phone", "contact.name": "name"}


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(_FIRST), MaxValueValidator(_LAST)],
        **options,
    )


def _clock(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        **options,
    )


def _words(label: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class BookingForm(Questions):
    """What staff say of one thing for one customer. What is needed is the service's to ask; this reads it only."""

    when = forms.CharField(required=False, widget=forms.HiddenInput)
    # Sent twice, the form books once.
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    customer = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Find a customer"), required=False, max_length=100)
    name = forms.CharField(label=_("Name"), required=False, max_length=160)
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    requests = _words(_("Special requests"))
    code = forms.CharField(label=_("Code"), required=False, max_length=40)
    payment_plan = forms.ChoiceField(
        label=_("Payment"), required=False, choices=PaymentPlan.choices, initial=PaymentPlan.AT_DESK
    )
    source = forms.ChoiceField(
        label=_("How they came"),
        required=False,
        choices=[(one.value, one.label) for one in _SOURCES],
        initial=Source.PHONE,
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    # Nights in each room, as "2-3", where the guest agrees to change rooms.
    moving = forms.RegexField(regex=NIGHTS_EACH, required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        option: Option,
        units: Sequence[Unit],
        data: Any = None,
        *,
        zone: ZoneInfo,
        initial: Mapping[str, Any],
        resources: Iterable[tuple[str, str]] = (),
        rights: Mapping[str, bool],
        asks: Iterable[str] = (),
        policies: Iterable[tuple[str, str]] = (),
    ) -> None:
        """`rights` says which of "price", "notice" and "capacity" this person may set aside, and whether to "quote";
        `policies` are those that may be agreed instead. `asks` are those of what is on the order already.
        """
        super().__init__(data, initial=dict(initial))
        self.option, self.units, self.zone, self.kind = option, units, zone, option.product.kind
        self._time_fields(list(resources))
        for unit in units:
            self.fields[f"{UNIT}{unit.pk}"] = forms.IntegerField(
                label=unit.name,
                required=False,
                min_value=0,
                max_value=min(unit.most or MOST_PEOPLE, MOST_PEOPLE),
                initial=1 if unit.preselected or len(units) == 1 else 0,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.several = [unit for unit in units if self._asked_of(f"{UNIT}{unit.pk}")]
        self.people = min(self._people(), MOST_ROWS)
        self.ask({*option.product.asks, *asks})
        self._override(rights, policies)
        self._quote(rights)

    # -- made of the option ----------------------------------------------------------------------------------------

    def _time_fields(self, resources: Sequence[tuple[str, str]]) -> None:
        if self.kind == Kind.RETAIL:
            return
        label = _("Arrival") if self.kind == Kind.STAY else _("From day")
        self.fields["day"] = _day(label)
        if self.kind == Kind.STAY:
            self.fields["nights"] = forms.IntegerField(
                label=_("Nights"), required=False, min_value=1, max_value=366, initial=1
            )
        if self.kind in {Kind.APPOINTMENT, Kind.RENTAL}:
            self.fields["starts"] = _clock(_("Begins") if self.kind == Kind.RENTAL else _("Another time"))
        if self.kind == Kind.RENTAL:
            self.fields["end_day"] = _day(_("Until day"))
            self.fields["ends"] = _clock(_("Ends"))
        if resources and self.kind != Kind.DEPARTURE:
            name = _("Room") if self.kind == Kind.STAY else _("With")
            self.fields["resource"] = forms.ChoiceField(
                label=name, required=False, choices=[("", _("Whichever is free")), *resources]
            )

    def _override(self, rights: Mapping[str, bool], policies: Iterable[tuple[str, str]]) -> None:
        if rights.get("price"):
            self.fields["price"] = AmountField(
                label=_("Price for all of it"),
                required=False,
                currency=self.units[0].currency if self.units else "",
                help_text=_("Taxes in it. Left empty, it is what the rules say."),
            )
        if rights.get("notice"):
            self.fields["ignore_notice"] = forms.BooleanField(
                label=_("Although it is too late by the rules"), required=False
            )
            if self.kind == Kind.STAY:
                self.fields["ignore_rules"] = forms.BooleanField(
                    label=_("Although the rules for stays forbid it"), required=False
                )
            self.fields["policy"] = forms.ChoiceField(
                label=_("Cancellation policy"),
                required=False,
                choices=[("", _("As the product has it")), *policies],
                help_text=_("What holds for all of it, whatever the products say."),
            )
        if rights.get("capacity") and self.kind == Kind.DEPARTURE:
            self.fields["raise_capacity"] = forms.BooleanField(
                label=_("Add places that are missing, up to the limit"), required=False
            )
        self.may_override = any(rights.get(key) for key in ("price", "notice", "capacity"))
        if not self.may_override:
            del self.fields["reason"]

    def _quote(self, rights: Mapping[str, bool]) -> None:
        self.may_quote = bool(rights.get("quote"))
        if not self.may_quote:
            return
        self.fields["valid_until"] = _day(
            _("Quote valid until"), help_text=_("The last day on which it can be accepted.")
        )
        if self.kind != Kind.RETAIL:
            self.fields["hold_places"] = forms.BooleanField(
                label=_("Hold the places until then"),
                required=False,
                help_text=_(
                    "Otherwise the price is promised, and the places are whoever's takes them first."
                ),
            )

    def _asked_of(self, name: str) -> int:
        """How many of a unit are asked for by now, before anything is checked."""
        given: Any = (
            self.data.get(name) if self.is_bound else self.initial.get(name, self.fields[name].initial)
        )
        try:
            return max(int(given or 0), 0)
        except (TypeError, ValueError):
            return 0

    def _people(self) -> int:
        each = {unit: self._asked_of(f"{UNIT}{unit.pk}") for unit in self.units}
        people = sum(max(unit.seats, 1) * count for unit, count in each.items() if unit.per == Per.PERSON)
        return people or sum(each.values())

    # -- for the template ------------------------------------------------------------------------------------------

    def time_fields(self) -> list[BoundField]:
        """Where days and clocks are written."""
        return self.named("day", "nights", "end_day", "resource")

    def clock_fields(self) -> list[BoundField]:
        """Where a time is written that the list does not have."""
        return self.named("starts", "ends")

    def unit_fields(self) -> list[tuple[BoundField, Unit]]:
        """How many of which."""
        return [(self[f"{UNIT}{unit.pk}"], unit) for unit in self.units]

    def override_fields(self) -> list[BoundField]:
        """What may be set aside."""
        return self.named("price", "ignore_notice", "ignore_rules", "policy", "raise_capacity", "reason")

    def quote_fields(self) -> list[BoundField]:
        """What only a quote needs."""
        return self.named("valid_until", "hold_places")

    # -- what it says ----------------------------------------------------------------------------------------------

    def choice(self) -> Choice:
        """What is wanted, by the cleaned values."""
        given = self.cleaned_data
        when, day = given.get("when", ""), given.get("day")
        resource = given.get("resource") or ""
        starts_at, ends_at = self._instants(day, when)
        return Choice(
            option=self.option.pk,
            quantities={unit.pk: given.get(f"{UNIT}{unit.pk}") or 0 for unit in self.units},
            departure=_number(when, "d"),
            pool=_number(when, "p"),
            starts_at=starts_at,
            ends_at=ends_at,
            arrival=day if self.kind == Kind.STAY else None,
            nights=given.get("nights") if self.kind == Kind.STAY else None,
            answers=self.answers(),
            resources=(int(resource),) if resource else (),
            moving=tuple(int(nights) for nights in given.get("moving", "").split("-") if nights),
        )

    def _instants(self, day: date | None, when: str) -> tuple[datetime | None, datetime | None]:
        given = self.cleaned_data
        if self.kind == Kind.PASS and day is not None:
            return instant(day, time.min, self.zone), None
        if self.kind not in {Kind.APPOINTMENT, Kind.RENTAL}:
            return None, None
        clock = given.get("starts")
        if day is not None and clock is not None:
            starts_at: datetime | None = instant(day, clock, self.zone)
        else:
            starts_at = _moment(when)
        ends_at = None
        if self.kind == Kind.RENTAL and given.get("ends") is not None:
            last = given.get("end_day") or day
            ends_at = instant(last, given["ends"], self.zone) if last else None
        return starts_at, ends_at

    def contact(self, customer: Customer | None) -> Contact:
        """Who it is for."""
        own = self.own_of_contact()
        if customer is not None:
            return Contact(customer=customer.pk, name=customer.name, own=own)
        given = self.cleaned_data
        return Contact(
            name=given.get("name", ""), email=given.get("email", ""), phone=given.get("phone", ""), own=own
        )

    def override(self) -> Override | None:
        """What is set aside; None for nothing."""
        given = self.cleaned_data
        made = Override(
            reason=given.get("reason", ""),
            price=given.get("price"),
            ignore_notice=bool(given.get("ignore_notice")),
            ignore_rules=bool(given.get("ignore_rules")),
            policy=given.get("policy", ""),
            raise_capacity=bool(given.get("raise_capacity")),
        )
        return made if made.sets_aside else None

    def valid_until(self, zone: ZoneInfo) -> datetime | None:
        """The end of the day until which a quote is valid, on the business's clock; None where none is said."""
        day = self.cleaned_data.get("valid_until")
        return end_of(day, zone) if day is not None else None

    def place_of(self, key: str) -> str | None:
        """Which field a service's key is about; None for none of them."""
        head, _dot, rest = key.partition(".")
        name = _PLACES.get(key, key)
        if head == "participants" and "." in rest:
            place, _dot, column = rest.partition(".")
            name = f"p{place}_{column}"
        return name if name in self.fields else None


def first_day(asked: str, *, zone: ZoneInfo, at: datetime) -> date:
    """The day of an address, today where it says none."""
    today = at.astimezone(zone).date()
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if abs(day - today) < timedelta(days=3660) else today


def kind_said(kind: str) -> str:
    """What the list of times is called."""
    if kind == Kind.DEPARTURE:
        return _t("Departures of two weeks")
    if kind == Kind.STAY:
        return _t("Free rooms")
    return _t("Places") if kind == Kind.PASS else _t("Free times of the day")


def _number(when: str, letter: str) -> int | None:
    return parsing.record_number(when.removeprefix(letter)) if when.startswith(letter) else None


def _moment(when: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
