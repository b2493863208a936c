"""`messages/<key>.toml`: the words of messages. Checked and stored; what sends them comes later."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.operator_console.models import MessageText
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, shown

KEYS: Final = frozenset(
    {
        *(
            "booking_confirmed",
            "booking_reminder",
            "booking_changed",
            "booking_cancelled",
            "payment_received",
        ),
        *("payment_due", "payment_failed", "review_request", "quote_sent", "welcome", "waitlist_free"),
        *("pass_renewed", "pass_expiring", "gear_ready", "stay_welcome", "stay_goodbye"),
        *("technician_on_the_way", "contact_received", "abandoned_cart", "gift_card"),
    }
)
PLACEHOLDERS: Final = frozenset(
    {
        *("name", "business", "product", "option", "date", "time", "place", "people", "total", "due"),
        *("reference", "link", "plate", "room", "item", "technician", "phone", "code"),
    }
)
_BRACES: Final = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|(?P<lone>[{}])")


class Messages(Section):
    """Texts by message and language, as "welcome/en"."""

    kind = "message"
    label = gettext_lazy("Message")
    words: ClassVar[Mapping[str, Any]] = {"subject": gettext_lazy("Subject"), "text": gettext_lazy("Text")}

    def collect(self, pack: Pack) -> list[Item]:
        """Every file of messages/."""
        found: list[Item] = []
        for file in pack.files("messages"):
            table = pack.read(file)
            if table is None:
                continue
            key = PurePosixPath(file).stem
            if key not in KEYS:
                table.wrong("", found=shown(key), expected=_("one of the messages of docs/packs.md"))
            languages = table.some_of("languages", pack.languages) or list(pack.languages)
            spoken = table.spoken()
            for language in languages:
                said = table if language == pack.languages[0] else spoken.get(language)
                if said is None:
                    table.missing(language)
                    continue
                found.append(item(f"{key}/{language}", _text(said), f"{key} ({language})", said))
            table.close()
        return found

    def read(self, key: str, install: Install) -> Values | None:
        """The text now."""
        row = _row(key)
        return None if row is None else {"subject": row.subject, "text": row.text}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Store the text."""
        name, _slash, language = key.partition("/")
        row = _row(key) or MessageText(key=name, language=language)
        row.subject, row.text = values["subject"], values["text"]
        row.full_clean(exclude=["tenant"])
        row.save()
        return None


def _row(key: str) -> MessageText | None:
    name, _slash, language = key.partition("/")
    return MessageText.objects.filter(key=name, language=language).first()


def _text(table: Table) -> Values:
    values = {
        "subject": table.text("subject", most=200, wanted=True),
        "text": table.text("text", most=10_000, wanted=True),
    }
    for member, text in values.items():
        for found in _BRACES.finditer(text):
            name = found["name"]
            if found["lone"] or (name is not None and name not in PLACEHOLDERS):
                table.wrong(
                    member,
                    found=shown(found[0]),
                    expected=_("one of the placeholders is expected, or {{ for a brace"),
                    below=text.count("\n", 0, found.start()) + int("\n" in text),
                )
    return values
