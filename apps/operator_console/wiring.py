"""What the console puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.operator_console import messages
from apps.tenancy.packs import SECTIONS

SECTIONS.add("message", messages.Messages())
ENTRIES.add(
    "packs",
    Entry(
        _("Packs"),
        "office_packs",
        "box",
        47,
        code="operator_console.view_installedpack",
        about=_("What your trade brought with it, and what is new there."),
    ),
)
