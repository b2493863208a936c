"""`messages/<key>.toml`: the words of messages."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.services import asking
from apps.messaging.models import MessageText
from apps.messaging.occasions import OCCASIONS
from apps.messaging.wording import unknown
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, shown


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
            if key not in OCCASIONS:
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
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """Texts now, in one query."""
        rows = MessageText.objects.filter(key__in={key.partition("/")[0] for key in keys})
        found = {f"{row.key}/{row.language}": {"subject": row.subject, "text": row.text} for row in rows}
        return {key: found.get(key) for key in keys}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Store the text."""
        name, _slash, language = key.partition("/")
        row = _row(key) or MessageText(key=name, language=language)
        row.subject, row.text = values["subject"], values["text"]
        asking.clean(row)
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
        for found in unknown(text):
            table.wrong(
                member,
                found=shown(found[0]),
                expected=_("one of the placeholders is expected, or {{ for a brace"),
                below=text.count("\n", 0, found.start()) + int("\n" in text),
            )
    return values
