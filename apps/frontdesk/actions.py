"""What staff do to orders and quotes beside correcting them, where an order's page leads, and forgetting a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Link
from apps.backoffice.screens.registry import SCREENS
from apps.customers.models import Customer
from apps.frontdesk import services, wording
from apps.frontdesk.forms import ExtendForm, ForgetForm
from apps.frontdesk.links import quote_link
from apps.sales.models import Order
from apps.sales.types import OrderStatus
from apps.tenancy import facts

CHANGE: Final = "sales.change_order"
MOST_LINKS: Final = 10


class _OfQuote(Action):
    needs = CHANGE
    bulk = False

    @classmethod
    def applies(cls, record: Order) -> bool:
        """What is a quote, run out or not."""
        return record.status == OrderStatus.QUOTE


class SendQuoteAgain(_OfQuote):
    key, label, icon = "send-quote", _("Send the quote again"), "forward_to_inbox"

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> str:
        """The one quote."""
        services.send_quote_again(order=records[0], by=by, at=at)
        return _t("The quote is on its way.")


class ExtendQuote(_OfQuote):
    key, label, icon = "extend-quote", _("Let the quote hold longer"), "update"
    about = _("Its prices stay as they are. The customer is written to.")
    form = ExtendForm

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> str:
        """The one quote."""
        until = wording.end_of(values["valid_until"], ZoneInfo(facts.current().time_zone))
        services.extend_quote(order=records[0], valid_until=until, by=by, at=at)
        return _t("The quote holds longer. The customer is written to.")


class WithdrawQuote(_OfQuote):
    key, label, icon, danger = "withdraw-quote", _("Withdraw the quote"), "cancel_schedule_send", True
    about = _("It can no longer be accepted, and what is held for it is free again.")

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> str:
        """The one quote."""
        services.withdraw_quote(order=records[0], by=by, at=at)
        return _t("The quote is withdrawn.")


class SendConfirmation(Action):
    key, label, icon = "send-confirmation", _("Send the confirmation"), "forward_to_inbox"
    needs, bulk = "bookings.change_booking", False
    about = _("The customer is written what is confirmed of this order, as it is now, with its papers.")

    @classmethod
    def applies(cls, record: Order) -> bool:
        """What was placed."""
        return record.status in (OrderStatus.PLACED, OrderStatus.COMPLETED)

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Of the one order."""
        made = services.send_confirmation(order=records[0], by=by, at=at)
        return _t("The confirmation is on its way to %(email)s.") % {"email": made.to_address}


ACTIONS: Final[tuple[type[Action], ...]] = (SendConfirmation, SendQuoteAgain, ExtendQuote, WithdrawQuote)


def ways(record: Order, member: Member) -> Sequence[Link]:
    """Papers, the customer's page of a quote, bookings and customer: what the member may see. Two queries at most."""
    found: list[Link] = []
    if record.placed_at is not None:
        address = reverse("frontdesk_summary", args=[record.pk])
        found.append(Link(_("Print the summary (PDF)"), address, "print"))
    if record.quoted_at is not None:
        found.append(
            Link(_("Print the quote (PDF)"), reverse("frontdesk_quote", args=[record.pk]), "picture_as_pdf")
        )
        found.append(Link(_("The quote as the customer sees it"), quote_link(record), "open_in_new"))
    found += _to_bookings(record, member)
    customers = SCREENS.get("customers.customer")
    if record.customer is not None and customers.may(member, "view"):
        said = _t("Customer: %(name)s") % {"name": record.customer.name}
        found.append(
            Link(said, reverse("office_detail", args=["customers", "customer", record.customer_id]), "person")
        )
    return found


def _to_bookings(record: Order, member: Member) -> list[Link]:
    screen = SCREENS.get("bookings.booking")
    if record.placed_at is None or not screen.may(member, "view"):
        return []
    found = []
    rows = screen.rows(member).filter(order=record.pk).order_by("starts_at", "pk")
    for pk, reference in rows.values_list("pk", "reference")[:MOST_LINKS]:
        said = {"reference": reference}
        page = reverse("office_detail", args=["bookings", "booking", pk])
        paper = reverse("frontdesk_confirmation", args=[pk])
        found.append(Link(_t("Booking %(reference)s") % said, page, "event"))
        found.append(Link(_t("Print the confirmation of %(reference)s (PDF)") % said, paper, "print"))
    return found


class Forget(Action):
    key, label, icon, danger, bulk = "forget", _("Forget this person"), "person_off", True, False
    needs = services.FORGET
    form = ForgetForm
    about = _(
        "Name, addresses, notes, vehicles, gear, consents and participants are deleted for good. Orders stay "
        "with their lines, amounts and dates, as tax law asks."
    )

    @staticmethod
    def run(*, records: Sequence[Customer], values: dict[str, Any], by: Member, at: datetime) -> str:
        """For good."""
        services.forget_person(customer=records[0], by=by, at=at)
        return _t("Forgotten.")
