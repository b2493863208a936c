"""The business's own words, checked before they are kept."""

from datetime import datetime

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.messaging.models import MessageText
from apps.messaging.wording import unknown


def create_text(
    *, record: MessageText, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> MessageText:
    """Keep words for an occasion in a language. Raises Invalid."""
    _check(values)
    return records.create(record=record, values=values, children=children, by=by, at=at)


def update_text(
    *, record: MessageText, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> MessageText:
    """Change words. What was sent keeps those it had. Raises Invalid."""
    _check(values)
    return records.update(record=record, values=values, children=children, by=by, at=at)


def _check(values: Values) -> None:
    wrong: dict[str, list[str]] = {}
    for key in ("subject", "text"):
        said = [_sentence(found["name"]) for found in unknown(str(values.get(key) or ""))]
        if said:
            wrong[key] = list(dict.fromkeys(said))
    if wrong:
        raise Invalid(by_key=wrong)


def _sentence(name: str | None) -> str:
    if name is None:
        return _("A brace stands alone. Write {{ or }} for a brace.")
    return _("“{%(name)s}” is not something that can be filled in.") % {"name": name}
