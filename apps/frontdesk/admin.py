"""What the front desk adds to the back office of bookings, departures and customers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.backoffice.screens.declaration import Action, Block, Calendar, Extension, Link, Related, Screen
from apps.backoffice.screens.registry import extend, screen
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import LIVE, TRANSITIONS, BookingStatus
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Reservation, Resource
from apps.capacity.types import DepartureStatus, ResourceKind
from apps.catalog.cancelling import Outcome
from apps.customers.models import Customer
from apps.frontdesk import actions as of_orders
from apps.frontdesk import changes, services
from apps.frontdesk.errors import NotAgreed
from apps.frontdesk.forms import (
    CancelDepartureForm,
    CancelForm,
    NoShowForm,
    change_form,
    quantities,
)
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.queries import again, figures, named, rosters, todays
from apps.frontdesk.services.moving import moving_nights
from apps.frontdesk.types import Change, Override
from apps.messaging.models import Message
from apps.sales.models import Order

STYLES = "office/frontdesk.css"
# More than stays, rentals and courses may last.
LONGEST = timedelta(days=400)
CANCEL, CHECK_IN = "bookings.cancel_booking", "bookings.check_in"


def _override(values: dict[str, Any]) -> Override | None:
    made = Override(
        reason=values.get("reason", ""),
        ignore_policy=bool(values.get("ignore_policy")),
        ignore_rules=bool(values.get("ignore_rules")),
    )
    return made if made.sets_aside else None


def _said(booking: Booking, outcome: Outcome) -> str:
    if not outcome.fee and not outcome.refund:
        said = _t("%(reference)s: nothing has been paid, and nothing of the price is kept.")
        return said % {"reference": booking.reference}
    kept, back = (formats.money(amount, booking.currency) for amount in (outcome.fee, outcome.refund))
    said = _t("%(reference)s: %(kept)s of the price is kept, %(back)s of what was paid is given back.")
    return f"{said % {'reference': booking.reference, 'kept': kept, 'back': back}} {outcome.sentence}"


class CancelBooking(Action):
    key, label, icon, needs, danger = "cancel", _("Cancel booking"), "event_busy", CANCEL, True
    form = CancelForm

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Where it may still be cancelled."""
        return BookingStatus.CANCELLED in TRANSITIONS[record.status]

    @classmethod
    def outcome(cls, records: Sequence[Booking], *, by: Member, at: datetime) -> Sequence[str]:
        """By the policy, if the customer cancels."""
        return [_said(one, services.quote_cancellation(booking=one, at=at)) for one in records[:20]]

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> str:
        """One after the other, all or none."""
        for booking in records:
            services.cancel_booking(
                booking=booking,
                by=by,
                at=at,
                reason=values["reason"],
                cause=values["cause"],
                override=_override(values),
                notify=values["notify"],
            )
        said = ngettext("Cancelled.", "%(count)d bookings are cancelled.", len(records))
        return said % {"count": len(records)}


class MarkNoShow(Action):
    key, label, icon, needs, danger = "no-show", _("No-show"), "person_off", CHECK_IN, True
    form = NoShowForm

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Where somebody was to come."""
        return BookingStatus.NO_SHOW in TRANSITIONS[record.status]

    @classmethod
    def outcome(cls, records: Sequence[Booking], *, by: Member, at: datetime) -> Sequence[str]:
        """By the policy."""
        return [_said(one, services.quote_no_show(booking=one, at=at)) for one in records[:20]]

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """One after the other, all or none."""
        for booking in records:
            services.mark_no_show(booking=booking, by=by, at=at, override=_override(values))


class UndoNoShow(Action):
    key, label, icon, needs, bulk = "undo-no-show", _("They came after all"), "undo", CHECK_IN, False

    @classmethod
    def applies(cls, record: Any) -> bool:
        """After a no-show."""
        return bool(record.status == BookingStatus.NO_SHOW)

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """The whole price counts again."""
        for booking in records:
            services.undo_no_show(booking=booking, by=by, at=at)


class ChangeBooking(Action):
    key, label, icon, bulk = "move", _("Change date or people"), "edit_calendar", False
    needs = "bookings.change_booking"

    @classmethod
    def applies(cls, record: Any) -> bool:
        """As long as it keeps capacity."""
        return record.status in LIVE

    @classmethod
    def form_for(cls, records: Sequence[Booking], *, by: Member, at: datetime) -> type[forms.Form] | None:
        """With the booking's own dates and units."""
        return change_form(records[0], at=at)

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Says first what it comes to; with the tick, makes it. What is not as it was shown is shown anew.

        Raises NotAgreed.
        """
        booking = records[0]
        change = Change(
            departure=values.get("departure"),
            starts_at=values.get("starts_at"),
            ends_at=values.get("ends_at"),
            arrival=values.get("arrival"),
            nights=values.get("nights"),
            quantities=quantities(values),
            moving=_moving(booking, values, at=at) if values.get("moving") else (),
        )
        override = _override(values)
        offer = services.quote_change(booking=booking, change=change, by=by, at=at, override=override)
        mark = changes.mark(offer)
        if not values["agreed"] or values.get("shown") != mark:
            raise NotAgreed(said=changes.difference(offer), carried={"shown": mark, "agreed": ""})
        services.change_booking(
            booking=booking, change=change, by=by, at=at, override=override, expected=offer.difference
        )
        return changes.difference(offer)


def _moving(booking: Booking, values: dict[str, Any], *, at: datetime) -> tuple[int, ...]:
    """Nights in each room, as it can be had now; which rooms they are is said with what it comes to."""
    return moving_nights(
        booking,
        Change(arrival=values.get("arrival"), nights=values.get("nights"), quantities=quantities(values)),
        at=at,
    )


def _booking_ways(record: Booking, member: Member) -> Sequence[Link]:
    address = reverse("frontdesk_confirmation", args=[record.pk])
    return [Link(_("Confirmation (PDF)"), address, "picture_as_pdf")]


@extend(Booking)
class BookingDesk(Extension):
    subsets = (todays.COMING, todays.ARRIVING, todays.LEAVING, todays.JOBS, todays.UNCONFIRMED)
    add_url = "frontdesk_book"
    blocks = (Block("promise", "office/frontdesk/promise.html", figures.of_booking, STYLES),)
    link_sources = (_booking_ways,)
    actions = (ChangeBooking, CancelBooking, MarkNoShow, UndoNoShow)
    calendar = Calendar(
        start="starts_at",
        end="ends_at",
        rows="product",
        colour="status",
        only=~Q(status=BookingStatus.CANCELLED),
        longest=LONGEST,
        named=named.bookings,
        again=again.again("departure__sessions"),
    )
    related = (
        Related(
            "lines",
            _("What it costs"),
            lambda record, member: record.item.lines.order_by("pk"),
            ("description", "quantity", "unit_price", "discount", "total"),
            most=50,
        ),
        Related(
            "messages",
            _("Messages about it"),
            lambda record, member: Message.objects.filter(about=f"booking:{record.pk}").order_by("-pk"),
            ("subject", "to_address", "state", "created_at"),
        ),
    )


class CancelDeparture(Action):
    key, label, icon, danger, bulk = "cancel", _("Cancel departure"), "event_busy", True, False
    needs = "capacity.cancel_departure"
    form = CancelDepartureForm
    about = _(
        "Everybody who is booked is cancelled with all their money to give back. This cannot be undone."
    )

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Before it has taken place."""
        return record.status in {DepartureStatus.OPEN, DepartureStatus.CLOSED}

    @classmethod
    def outcome(cls, records: Sequence[Departure], *, by: Member, at: datetime) -> Sequence[str]:
        """Whom it is about, and what is to be given back."""
        return [rosters.cancelled_with(one) for one in records]

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> str:
        """At once for new bookings; those that stand are handled one after the other in the background."""
        made = services.cancel_departure(departure=records[0], by=by, at=at, **values)
        said = ngettext(
            "Cancelled. %(count)d booking is being handled.",
            "Cancelled. %(count)d bookings are being handled.",
            made.bookings,
        )
        return said % {"count": made.bookings} if made.bookings else _t("Cancelled. Nobody was booked.")


def _boats(member: Member) -> "QuerySet[Resource]":
    rows = Resource.objects.filter(active=True, resource_class__kind=ResourceKind.BOAT)
    return rows.order_by("resource_class__position", "position", "name")


def _resources(member: Member) -> "QuerySet[Resource]":
    rows = Resource.objects.filter(active=True)
    if patterns.may(member.patterns, "capacity.view_reservation") != "all":
        rows = rows.filter(member=member)
    return rows.order_by("resource_class__position", "resource_class__name", "position", "name")


@extend(Reservation)
class ReservationDesk(Extension):
    calendar = Calendar(
        start="starts_at",
        end="ends_at",
        rows="resource",
        colour="kind",
        choices=_resources,
        moved=services.move_on_calendar,
        longest=LONGEST,
        named=named.reservations,
    )
    update = staticmethod(services.update_reservation)
    lock = staticmethod(services.lock_reservation)


@extend(Departure)
class DepartureDesk(Extension):
    subsets = (todays.TO_DEPART, todays.DEPARTING, todays.NEARLY_FULL)
    actions = (CancelDeparture,)
    blocks = (Block("roster", "office/frontdesk/roster.html", rosters.block, STYLES),)
    calendar = Calendar(
        start="starts_at",
        end="ends_at",
        rows="boat",
        colour="status",
        choices=_boats,
        moved=capacity.move_departure,
        named=named.departures,
        again=again.again("sessions"),
    )
    related = (
        Related(
            "waitlist",
            _("Waitlist"),
            lambda record, member: record.waitlist.order_by("created_at", "pk"),
            ("created_at", "customer", "party", "status", "offered_until"),
            most=50,
        ),
        Related(
            "cancellations",
            _("Cancelling"),
            lambda record, member: record.cancellations.all(),
            ("begun_at", "reason", "bookings", "handled", "finished_at"),
        ),
    )


def _customer_ways(record: Customer, member: Member) -> Sequence[Link]:
    if patterns.may(member.patterns, services.FORGET) != "all":
        return []
    address = reverse("frontdesk_person", args=[record.pk])
    return [Link(_("All that is kept of this person"), address, "download")]


@extend(Customer)
class CustomerDesk(Extension):
    link_sources = (_customer_ways,)
    blocks = (Block("figures", "office/frontdesk/customer.html", figures.of_customer, STYLES),)
    actions = (of_orders.Forget,)
    related = (
        Related(
            "bookings",
            _("Bookings"),
            lambda record, member: record.bookings.order_by("-starts_at", "-pk"),
            ("reference", "starts_at", "product", "people", "status", "total"),
            most=20,
        ),
        Related(
            "waitlist",
            _("Waitlist"),
            lambda record, member: record.waitlist.order_by("-created_at", "-pk"),
            ("created_at", "departure", "pool", "party", "status", "offered_until"),
        ),
    )


@extend(WaitlistEntry)
class WaitlistDesk(Extension):
    subsets = (todays.IN_LINE,)


@extend(Order)
class OrderDesk(Extension):
    subsets = (todays.STANDING, todays.UNPAID)
    link_sources = (of_orders.ways,)
    actions = of_orders.ACTIONS
    blocks = (Block("bill", "office/frontdesk/order.html", figures.of_order, STYLES),)
    related = (
        Related(
            "bookings",
            _("Bookings"),
            lambda record, member: record.bookings.order_by("starts_at", "pk"),
            ("reference", "starts_at", "product", "people", "status", "total"),
            most=50,
        ),
        Related(
            "messages",
            _("Messages about it"),
            lambda record, member: Message.objects.filter(about=f"order:{record.pk}").order_by("-pk"),
            ("subject", "to_address", "state", "created_at"),
        ),
    )


@screen(DepartureCancellation, group=_("Bookings"), icon="event_busy", position=40)
class DepartureCancellationScreen(Screen):
    listed = False
    about = _("Departures that were cancelled, and how many of their bookings have been handled.")
    columns = ("departure", "reason", "bookings", "handled", "begun_at", "finished_at")
    filters = ("departure", "begun_at", "finished_at")
    ordering = ("-id",)
    hidden = ("due_at",)
    addable = changeable = deletable = importable = False
