"""The back office of customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, ChildRows, Fact, Link, Related, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.backoffice.screens.todos import todo_ways, todos_about
from apps.customers import queries, services
from apps.customers.errors import SameCustomer
from apps.customers.models import Consent, Customer, CustomerMerge, Gear, Vehicle
from apps.customers.types import ConsentKind, ConsentSource

GROUP = _("Customers")
MERGE = "customers.merge_customer"
CHANGE = "customers.change_customer"


class ConsentForm(forms.Form):
    """What the customer agreed to, in which words."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ConsentKind.choices)
    text = forms.CharField(
        label=_("Wording"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Exactly what was agreed to."),
    )
    source = forms.ChoiceField(label=_("Where"), choices=ConsentSource.choices, initial=ConsentSource.COUNTER)


class WithdrawalForm(forms.Form):
    """What the customer does not agree to any more."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ConsentKind.choices)
    source = forms.ChoiceField(label=_("Where"), choices=ConsentSource.choices, initial=ConsentSource.COUNTER)


class RecordConsent(Action):
    key, label, icon, needs, bulk = "consent", _("Record consent"), "verified_user", CHANGE, False
    form = ConsentForm

    @staticmethod
    def run(*, records: Sequence[Customer], values: dict[str, Any], by: Member, at: datetime) -> None:
        """One row for each customer."""
        for customer in records:
            services.record_consent(customer=customer, by=by, at=at, **values)


class WithdrawConsent(Action):
    key, label, icon, needs, bulk = "withdraw", _("Withdraw consent"), "gpp_bad", CHANGE, False
    form = WithdrawalForm

    @staticmethod
    def run(*, records: Sequence[Customer], values: dict[str, Any], by: Member, at: datetime) -> None:
        """One row for each customer who had not said no."""
        for customer in records:
            services.withdraw_consent(customer=customer, by=by, at=at, **values)


class MergeCustomers(Action):
    key, label, icon, needs, danger = "merge", _("Merge"), "merge", MERGE, True
    single = False  # A page of one customer has a link instead.
    about = _("Two records become one. You can undo this for 30 days.")

    @staticmethod
    def page(records: Sequence[Customer]) -> str:
        """Where two are compared, the older one first to stay; for one, where the other is chosen.

        Raises SameCustomer for more.
        """
        kept, *others = sorted(records, key=lambda one: (one.created_at, one.pk))
        if len(others) > 1:
            raise SameCustomer
        address = reverse("customers_merge", args=[kept.pk])
        return f"{address}?with={others[0].pk}" if others else address


class UndoMerge(Action):
    key, label, icon, needs, bulk = "undo", _("Undo the merge"), "undo", MERGE, False

    @staticmethod
    def page(records: Sequence[CustomerMerge]) -> str:
        """Where it says what would return."""
        return reverse("customers_merge_undo", args=[records[0].pk])

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Not twice."""
        return record.undone_at is None and bool(record.snapshot)


def _ways(record: Customer, member: Member) -> Sequence[Link]:
    if not _may_merge(member):
        return []
    return [Link(_("Merge…"), reverse("customers_merge", args=[record.pk]), "merge")]


def _hint(record: Customer, member: Member) -> Sequence[Link]:
    """That somebody may be here twice: one query."""
    count = len(queries.duplicates(record)) if _may_merge(member) else 0
    said = ngettext("%(count)d possible duplicate", "%(count)d possible duplicates", count)
    address = reverse("customers_merge", args=[record.pk])
    return [Link(said % {"count": count}, address, "group")] if count else []


def _may_merge(member: Member) -> bool:
    return patterns.may(member.patterns, MERGE) == "all"


def _of_merge(merge: CustomerMerge, member: Member) -> list[Fact]:
    """That it happened, with the way back, and that it was taken back."""
    address = reverse("office_detail", args=["customers", "customermerge", merge.pk])
    if _may_merge(member) and UndoMerge.applies(merge):
        address = UndoMerge.page([merge])
    said = _t("%(name)s was merged into this") % {"name": merge.merged_name}
    found = [Fact(merge.at, said, icon="merge", url=address)]
    if merge.undone_at:
        undone = _t("The merge of %(name)s was undone") % {"name": merge.merged_name}
        found.append(Fact(merge.undone_at, undone, icon="undo"))
    return found


@screen(Customer, group=GROUP, icon="group", position=100)
class CustomerScreen(Screen):
    columns = (
        "name",
        "email",
        "phone",
        "country",
        "tags",
        "last_activity_at",
        "booking_count",
        "lifetime_value",
    )
    filters = (
        *("name", "email", "phone", "tags", "source", "channel", "campaign", "city", "country", "language"),
        *("created_at", "last_activity_at", "booking_count", "lifetime_value", "risk_score"),
    )
    ordering = ("sort_name", "id")
    search = ("name", "email", "phone", "city")
    hidden = ("sort_name", "outline", "lifetime_currency")
    totals = ("booking_count", "lifetime_value")
    sections = (
        Section(_("Person"), ("name", "given_name", "family_name", "email", "phone", "language", "currency")),
        Section(_("Address"), ("street", "postal_code", "city", "region", "country")),
        Section(_("Where from"), ("source", "source_detail", "channel", "campaign")),
        Section(_("For the team"), ("tags", "notes")),
        Section(
            _("In numbers"),
            ("created_at", "last_activity_at", "booking_count", "lifetime_value", "risk_score"),
        ),
    )
    children = (
        ChildRows("vehicles", _("Vehicles"), ("plate", "make", "model", "year", "colour", "vin", "notes")),
        ChildRows(
            "gear",
            _("Gear"),
            ("kind", "brand", "model", "size", "serial_number", "last_serviced_on", "notes"),
        ),
    )
    related = (
        todos_about("customers.customer"),
        Related("consents", _("Consents"), lambda record, member: record.consents.all()),
        Related("merges", _("Merges"), lambda record, member: record.merges.all()),
        Related(
            "duplicates",
            _("Possibly the same person"),
            lambda record, member: queries.likely_duplicates(record),
            ("name", "email", "phone", "created_at"),
        ),
    )
    actions = (RecordConsent, WithdrawConsent, MergeCustomers)
    link_sources = (_ways, todo_ways("customers.customer"))
    hint_sources = (_hint,)
    create = staticmethod(services.create_customer)
    update = staticmethod(services.update_customer)
    lock = staticmethod(services.lock_customer)
    delete = staticmethod(services.delete_customer)
    save_many = staticmethod(services.save_customers)
    import_by = ("email", "phone")

    def timeline(self, record: Any, member: Member) -> Sequence[Fact]:
        """Consents and merges beside the changes: two queries."""
        said = [
            Fact(one.at, str(one), one.get_source_display(), "verified_user" if one.given else "gpp_bad")
            for one in record.consents.all()[:12]
        ]
        merged = [fact for one in record.merges.all()[:12] for fact in _of_merge(one, member)]
        return [*super().timeline(record, member), *said, *merged]


@screen(Vehicle, group=GROUP, icon="directions_car", position=110)
class VehicleScreen(Screen):
    about = _("Find a car by its plate, however it is written.")
    columns = ("plate", "make", "model", "year", "colour", "customer")
    filters = ("plate", "make", "model", "year", "colour", "vin", "customer")
    ordering = ("plate", "id")
    search = ("plate", "make", "model", "vin")


@screen(Gear, group=GROUP, icon="scuba_diving", position=120)
class GearScreen(Screen):
    listed = False
    columns = ("kind", "brand", "model", "size", "serial_number", "last_serviced_on", "customer")
    filters = ("kind", "brand", "size", "serial_number", "last_serviced_on", "customer")
    ordering = ("kind", "id")
    search = ("kind", "brand", "model", "serial_number")


@screen(Consent, group=GROUP, icon="verified_user", position=130)
class ConsentScreen(Screen):
    listed = False
    about = _("Every yes and no of customers, as it was said. The newest of a kind is in force.")
    columns = ("customer", "kind", "given", "at", "source", "text")
    filters = ("kind", "given", "source", "at", "customer")
    ordering = ("-at", "-id")
    addable = changeable = deletable = importable = False


@screen(CustomerMerge, group=GROUP, icon="merge", position=140)
class CustomerMergeScreen(Screen):
    listed = False
    about = _("Customers that were merged. A merge can be undone for 30 days.")
    columns = ("merged_name", "kept", "at", "by", "undone_at")
    filters = ("at", "undone_at", "kept")
    ordering = ("-at", "-id")
    hidden = ("merged_number",)
    actions = (UndoMerge,)
    addable = changeable = deletable = importable = exportable = False
