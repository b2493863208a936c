"""What messages put into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.audit.ports import PERSONAL
from apps.messaging import takeout, tasks
from apps.messaging.ports import JOBS
from apps.tenancy.takeout.registries import REFERENCES, ROWS
from apps.tenancy.takeout.rules import in_json

JOBS.add("deliver", tasks.deliver)
REFERENCES.add("messaging_message.about", takeout.about)
REFERENCES.add("messaging_message.attachments", in_json(takeout.attachments))
ROWS.add("messaging_message", takeout.row)
ENTRIES.add(
    "message_texts",
    Entry(
        _("Texts of messages"),
        "messaging_texts",
        "words",
        48,
        code="messaging.view_messagetext",
        about=_("What your customers are written when they book, change or cancel."),
    ),
)
PERSONAL.add("messaging_message", ("to_address", "reply_to", "subject", "text", "html", "attachments"))
