"""Seasons, group and early bird rates, codes, rules for stays, taxes and cancellation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from apps.backoffice.screens.declaration import ChildRows, Related, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.catalog import services
from apps.catalog.models import (
    CancellationPolicy,
    EarlyBird,
    GroupRate,
    PromotionalCode,
    Season,
    StayRule,
    TaxClass,
)

PRICES: Final = _("Prices and rules")
OF_PRODUCTS: Final = Related(
    "products",
    _("Products"),
    lambda record, member: record.products.all(),
    ("name", "kind", "status"),
    most=50,
)


class _Terms(Screen):
    """What the screens of all rules have in common."""

    create = staticmethod(services.create_term)
    update = staticmethod(services.update_term)
    delete = staticmethod(services.delete_term)
    hidden: tuple[str, ...] = ("currency",)


NAMES: Final = ChildRows("names", _("Name in other languages"), ("language", "name"))
CHANGE: Final = Section(_("What it changes"), ("change", "percent", "amount"))


@screen(Season, group=PRICES, icon="calendar_month", position=170)
class SeasonScreen(_Terms):
    about = _("Other prices on some days. Where several fit, the highest priority wins.")
    columns = (
        *("name", "product", "first_day", "last_day", "yearly", "percent", "amount", "priority", "active"),
    )
    filters = ("product", "option", "first_day", "last_day", "yearly", "active", "priority")
    ordering = ("first_day", "id")
    search = ("name",)
    sections = (
        Section(_("Season"), ("name", "first_day", "last_day", "yearly", "weekdays", "priority", "active")),
        CHANGE,
        Section(_("What it is for"), ("product", "option")),
    )
    children = (NAMES,)
    save_many = staticmethod(services.save_seasons)
    import_by = ("name",)


@screen(GroupRate, group=PRICES, icon="groups", position=172)
class GroupRateScreen(_Terms):
    about = _("Other prices from so many people in one booking. The largest number that fits counts.")
    columns = ("name", "people", "product", "percent", "amount", "active")
    filters = ("product", "people", "active")
    ordering = ("people", "id")
    search = ("name",)
    sections = (Section(_("Group rate"), ("name", "people", "product", "active")), CHANGE)
    children = (NAMES,)
    save_many = staticmethod(services.save_group_rates)
    import_by = ("name",)


@screen(EarlyBird, group=PRICES, icon="wb_twilight", position=174)
class EarlyBirdScreen(_Terms):
    about = _("Other prices for who books early. The most days that fit count.")
    columns = ("name", "days", "product", "percent", "amount", "active")
    filters = ("product", "days", "active")
    ordering = ("days", "id")
    search = ("name",)
    sections = (Section(_("Early bird rate"), ("name", "days", "product", "active")), CHANGE)
    children = (NAMES,)
    save_many = staticmethod(services.save_early_birds)
    import_by = ("name",)


@screen(PromotionalCode, group=PRICES, icon="confirmation_number", position=176)
class PromotionalCodeScreen(_Terms):
    columns = ("code", "description", "percent", "amount", "uses", "most_uses", "valid_until", "active")
    filters = ("active", "valid_from", "valid_until", "uses", "percent", "amount")
    ordering = ("code", "id")
    search = ("code", "description")
    sections = (
        Section(_("Code"), ("code", "description", "percent", "amount", "active")),
        Section(_("Limits"), ("minimum", "most_uses", "most_each", "valid_from", "valid_until")),
    )
    children = (ChildRows("targets", _("Only for"), ("product", "option")),)
    save_many = staticmethod(services.save_codes)
    import_by = ("code",)


@screen(StayRule, group=PRICES, icon="hotel", position=178)
class StayRuleScreen(_Terms):
    columns = (
        "product",
        "first_day",
        "last_day",
        "yearly",
        "nights_min",
        "nights_max",
        "no_arrival",
        "no_departure",
        "closed",
    )
    filters = ("product", "first_day", "last_day", "no_arrival", "no_departure", "closed")
    ordering = ("first_day", "id")
    sections = (
        Section(_("When"), ("product", "first_day", "last_day", "yearly", "priority")),
        Section(_("What holds"), ("nights_min", "nights_max", "no_arrival", "no_departure", "closed")),
    )
    hidden = ()
    save_many = staticmethod(services.save_stay_rules)


@screen(TaxClass, group=PRICES, icon="percent", position=180)
class TaxClassScreen(_Terms):
    about = _(
        "What is taxed alike, and how. Whether prices hold the tax already says each location's tax profile."
    )
    columns = ("name", "standard")
    filters = ("standard",)
    ordering = ("name", "id")
    search = ("name",)
    children = (
        ChildRows(
            "rates",
            _("Taxes"),
            (
                *("name", "kind", "percent", "amount", "location", "age_min"),
                *("valid_from", "valid_until", "position"),
            ),
        ),
    )
    related = (OF_PRODUCTS,)
    hidden = ()
    save_many = staticmethod(services.save_tax_classes)
    import_by = ("name",)


@screen(CancellationPolicy, group=PRICES, icon="event_busy", position=182)
class CancellationPolicyScreen(_Terms):
    about = _("What is given back to who cancels. It is copied onto each booking when that is made.")
    columns = ("name", "no_show_percent", "changes_until", "change_fee", "standard")
    filters = ("standard",)
    ordering = ("name", "id")
    search = ("name",)
    children = (
        ChildRows("rules", _("Who cancels"), ("hours_before", "refund_percent")),
        ChildRows("names", _("In other languages"), ("language", "name", "description")),
    )
    related = (OF_PRODUCTS,)
    save_many = staticmethod(services.save_policies)
    import_by = ("name",)
