"""What the back office puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.backoffice import takeout
from apps.backoffice.screens import accounts, tenancy, todos
from apps.tenancy.takeout.registries import ROWS

# Importing them declares their screens.
SCREENS_OF_LOWER_APPS = (accounts, tenancy, todos)

ROWS.add("backoffice_todo", takeout.todo)
ENTRIES.add(
    "look",
    Entry(
        _("Look"),
        "office_look",
        "palette",
        45,
        code="backoffice.change_businesslook",
        about=_("Your colour and your logo in the back office."),
    ),
)
