"""What the front desk puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts import home
from apps.accounts.home import Entry
from apps.backoffice import panels as today
from apps.frontdesk import panels, schema
from apps.frontdesk.ports import FORGETTERS
from apps.frontdesk.queries.choices import CHOICES
from apps.frontdesk.services.imported import ImportKeeper
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("frontdesk.choices", CHOICES.create)
AFTER_MIGRATE.add("frontdesk.origins", schema.complete)
FORGETTERS.add("backoffice.imports", ImportKeeper())

for one in panels.PANELS:
    today.add(one)

home.ENTRIES.add(
    "frontdesk.calendar",
    Entry(
        _("Calendar"),
        "frontdesk_calendar",
        "calendar_month",
        position=30,
        code="capacity.view_reservation",
        group=_("Bookings"),
    ),
)
home.ENTRIES.add(
    "frontdesk.book",
    Entry(
        _("New booking"),
        "frontdesk_new",
        "add_circle",
        position=10,
        code="bookings.add_booking",
        group=_("Bookings"),
    ),
)
