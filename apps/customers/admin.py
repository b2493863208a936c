"""The back office of customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, ChildRows, Fact, Related, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.customers import queries, services
from apps.customers.errors import SameCustomer
from apps.customers.models import Consent, Customer, CustomerMerge, Gear, Vehicle
from apps.customers.types import ConsentKind, ConsentSource

GROUP = _("Customers")
MERGE = "customers.merge_customer"
CHANGE = "customers.change_customer"
_PAIR = 2


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


class MergeForm(forms.Form):
    """Whose values win."""

    keep = forms.ChoiceField(
        label=_("Keep the record of the"),
        choices=[("older", _("older customer")), ("newer", _("newer customer"))],
        help_text=_(
            "Its empty fields are filled from the other one. Tags, notes and vehicles come together."
        ),
    )


class MergeCustomers(Action):
    key, label, icon, needs, danger = "merge", _("Merge"), "merge", MERGE, True
    about = _("Two records become one. You can undo this for 30 days.")
    form: ClassVar[type[forms.Form] | None] = MergeForm

    @staticmethod
    def run(*, records: Sequence[Customer], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Merge exactly two. Raises SameCustomer."""
        pair = sorted(records, key=lambda one: (one.created_at, one.pk))
        if len(pair) != _PAIR:
            raise SameCustomer
        kept, other = pair if values["keep"] == "older" else reversed(pair)
        services.merge_customers(kept=kept, other=other, by=by, at=at)
        return _t("Merged into %(name)s. You can undo this for 30 days.") % {"name": kept.name}

    @classmethod
    def applies(cls, record: Any) -> bool:
        """It takes two, so no page of one customer offers it."""
        return False


class UndoForm(forms.Form):
    """Whether a change in between is an obstacle."""

    partly = forms.BooleanField(
        label=_("Undo what can be undone"),
        required=False,
        help_text=_("Leave as it is now what has been changed since."),
    )


class UndoMerge(Action):
    key, label, icon, needs, bulk = "undo", _("Undo the merge"), "undo", MERGE, False
    form = UndoForm

    @staticmethod
    def run(*, records: Sequence[CustomerMerge], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Two records again."""
        left: list[str] = []
        for merge in records:
            left += services.undo_merge(merge=merge, partly=values["partly"], by=by, at=at).left
        if left:
            return _t("Undone, except: %(left)s.") % {"left": ", ".join(left)}
        return _t("Both customers are as they were.")

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Not twice."""
        return record.undone_at is None and bool(record.snapshot)


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
        Related("consents", _("Consents"), lambda record, member: record.consents.all()),
        Related("merges", _("Merges"), lambda record, member: record.merges.all()),
        Related(
            "duplicates",
            _("Possibly the same person"),
            lambda record, member: queries.possible_duplicates(record),
            ("name", "email", "phone", "created_at"),
        ),
    )
    actions = (RecordConsent, WithdrawConsent, MergeCustomers)
    create = staticmethod(services.create_customer)
    update = staticmethod(services.update_customer)
    delete = staticmethod(services.delete_customer)
    save_many = staticmethod(services.save_customers)
    import_by = ("email", "phone")

    def timeline(self, record: Any, member: Member) -> Sequence[Fact]:
        """Consents and merges beside the changes: two queries."""
        said = [
            Fact(one.at, str(one), one.get_source_display(), "verified_user" if one.given else "gpp_bad")
            for one in record.consents.all()[:12]
        ]
        merged = [
            Fact(one.at, _t("%(name)s was merged into this") % {"name": one.merged_name}, icon="merge")
            for one in record.merges.filter(undone_at=None)[:12]
        ]
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
