"""What accounts puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts import packs, resealing, services, takeout
from apps.accounts.home import ENTRIES, Entry
from apps.tenancy.packs import SAMPLES, SECTIONS
from apps.tenancy.provisioning import STEPS
from apps.tenancy.rotation import SEALED
from apps.tenancy.takeout.registries import PEOPLE

STEPS.add("roles", services.add_builtin_roles)
SEALED.add("second factors", resealing.reseal_second_factors)
PEOPLE.add("accounts", takeout.KEEPER)
SECTIONS.add("role", packs.Roles())
SAMPLES.add("people", packs.People())

ENTRIES.add("overview", Entry(_("Overview"), "home", "house", 0, when_closed=True))
ENTRIES.add(
    "team",
    Entry(
        _("Team"),
        "home_team",
        "people",
        20,
        code="accounts.view_member",
        about=_("Who works here, what they may do, and who is invited."),
    ),
)
ENTRIES.add(
    "roles",
    Entry(
        _("Roles"),
        "home_roles",
        "key",
        30,
        code="accounts.view_role",
        about=_("What each role permits."),
    ),
)
ENTRIES.add(
    "business",
    Entry(
        _("Business"),
        "home_business",
        "shop",
        40,
        code="tenancy.view_tenant",
        about=_("Name, language, places, addresses, plan."),
    ),
)
ENTRIES.add(
    "export",
    Entry(
        _("Export"),
        "home_export",
        "box",
        60,
        code="tenancy.export_tenant",
        when_closed=True,
        about=_("Everything of the business in one file."),
    ),
)
