"""Forms of the front desk's actions in the back office."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.capacity.types import DepartureStatus
from apps.catalog.models import Unit
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.types import Kind
from apps.frontdesk.types import Cause
from apps.frontdesk.wording import moment

_UNIT = "unit_"
_MOST_DATES = 100


class CancelForm(forms.Form):
    """Why, and on whose account."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    cause = forms.ChoiceField(
        label=_("Who cancels"),
        choices=Cause.choices,
        initial=Cause.CUSTOMER,
        help_text=_("If it is you, everything is given back."),
    )
    ignore_policy = forms.BooleanField(
        label=_("Keep nothing, whatever the policy says"),
        required=False,
        help_text=_("Needs the right to override, and a reason."),
    )
    notify = forms.BooleanField(label=_("Write to the customer"), required=False, initial=True)


class NoShowForm(forms.Form):
    """Whether the policy counts."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    ignore_policy = forms.BooleanField(
        label=_("Keep nothing, whatever the policy says"),
        required=False,
        help_text=_("Needs the right to override, and a reason."),
    )


class CancelDepartureForm(forms.Form):
    """What customers are told."""

    reason = forms.CharField(label=_("Reason, for the customers"), max_length=300)
    notify = forms.BooleanField(label=_("Write to everybody who is booked"), required=False, initial=True)
    offer_dates = forms.BooleanField(label=_("Offer other dates"), required=False, initial=True)


class ExtendForm(forms.Form):
    """Another last day of a quote."""

    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on which it can be accepted."),
    )


class ForgetForm(forms.Form):
    """Said twice, since nothing brings it back."""

    sure = forms.BooleanField(label=_("Yes, forget this person for good"))


class ChangeForm(forms.Form):
    """Another date, other people: the difference is said first, then agreed to."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    ignore_policy = forms.BooleanField(
        label=_("Without the fee for changes"),
        required=False,
        help_text=_("Needs the right to override, and a reason."),
    )
    agreed = forms.BooleanField(
        label=_("The difference is agreed"),
        required=False,
        help_text=_("Leave it empty to see first what the change comes to."),
    )
    # What was shown of it: only that is agreed to.
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class PlaceTime(forms.DateTimeField):
    """A time on the clock of the place where it is, whatever the business's own says."""

    def __init__(self, zone: str, **options: Any) -> None:
        super().__init__(**options)
        self.zone = ZoneInfo(zone)

    def prepare_value(self, value: Any) -> Any:
        """As the place's clock shows it."""
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """What that clock was meant to show."""
        with timezone.override(self.zone):
            return super().to_python(value)


def change_form(booking: Booking, *, at: datetime) -> type[forms.Form]:
    """The form for changing this booking, with its own dates and units. Two queries."""
    fields: dict[str, forms.Field] = {}
    if booking.product.kind == Kind.DEPARTURE:
        fields["departure"] = forms.TypedChoiceField(
            label=_("Departure"),
            choices=_departures(booking, at=at),
            coerce=int,
            initial=booking.departure_id,
        )
    elif booking.product.kind == Kind.STAY:
        fields["arrival"] = forms.DateField(label=_("Arrival"), required=False)
        fields["nights"] = forms.IntegerField(label=_("Nights"), required=False, min_value=1, max_value=366)
        fields["moving"] = forms.BooleanField(
            label=_("The guest agrees to change rooms"),
            required=False,
            help_text=_(
                "Only where no room is free throughout. What it comes to says which rooms and nights."
            ),
        )
        fields["ignore_rules"] = forms.BooleanField(
            label=_("Although the rules for stays forbid it"),
            required=False,
            help_text=_("Needs the right to override, and a reason."),
        )
    elif booking.product.kind in {Kind.APPOINTMENT, Kind.RENTAL, Kind.PASS}:
        zone = booking.location.time_zone
        fields["starts_at"] = PlaceTime(
            zone, label=_("Starts"), required=False, initial=booking.starts_at, help_text=zone
        )
        if booking.product.kind == Kind.RENTAL:
            fields["ends_at"] = PlaceTime(
                zone, label=_("Ends"), required=False, initial=booking.ends_at, help_text=zone
            )
    standing = booking.item.quantities
    for unit in Unit.objects.filter(option=booking.option_id, active=True):
        fields[f"{_UNIT}{unit.pk}"] = forms.IntegerField(
            label=unit.name,
            required=False,
            min_value=0,
            max_value=MOST_PEOPLE,
            initial=standing.get(str(unit.pk), 0),
        )
    return type(
        "BookingChangeForm", (ChangeForm,), {**fields, "field_order": [*fields, *ChangeForm.base_fields]}
    )


def quantities(values: dict[str, Any]) -> dict[int, int] | None:
    """How many of which unit the form says; None where it says nothing."""
    found = {
        int(key.removeprefix(_UNIT)): value or 0 for key, value in values.items() if key.startswith(_UNIT)
    }
    return found or None


def _departures(booking: Booking, *, at: datetime) -> Sequence[tuple[int, str]]:
    rows = (
        Departure.objects.filter(product=booking.product_id, status=DepartureStatus.OPEN, ends_at__gt=at)
        .select_related("option", "location")
        .order_by("starts_at", "pk")[:_MOST_DATES]
    )
    found = [
        (one.pk, f"{moment(one.starts_at, one.location)} · {one.option.name} ({one.left})") for one in rows
    ]
    if booking.departure is not None and booking.departure_id not in {number for number, _said in found}:
        found.insert(0, (booking.departure.pk, moment(booking.starts_at, booking.location)))
    return found
