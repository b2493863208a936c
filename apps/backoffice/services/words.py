"""All words of a screen at once, as one page sends them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import Invalid, MustStay
from apps.backoffice.models import Label
from apps.backoffice.services import labels
from apps.backoffice.services.definitions.versions import lock
from apps.backoffice.types import Cause
from apps.tenancy import context


@dataclass(frozen=True, slots=True)
class Word:
    """What a screen ("" as key) or one of its fields is called by the owner, and whether it is hidden."""

    key: str
    singular: str = ""
    plural: str = ""
    hidden: bool = False


def change_words(
    *,
    on: str,
    words: Sequence[Word],
    attributes: Mapping[str, Attribute],
    order: Sequence[str] | None = None,
    by: Member | None,
    at: datetime,
) -> int:
    """Put these words in force, all or none, and with `order` the places of these fields. Answers how many changed.

    Raises Invalid with sentences by key, NotAllowed.
    """
    problems: dict[str, list[str]] = {}
    changed = 0
    with context.atomic():
        lock()
        standing = {label.attribute: label for label in Label.objects.filter(on=on)}
        for word in words:
            label = standing.get(word.key) or Label(on=on, attribute=word.key)
            if (label.singular, label.plural, label.hidden) == (word.singular, word.plural, word.hidden):
                continue
            attribute = attributes.get(word.key)
            if word.hidden and attribute is not None and attribute.required and attribute.editable:
                problems[word.key] = [str(MustStay(name=attribute.label))]
                continue
            try:
                labels.put_label(
                    on=on,
                    attribute=word.key,
                    singular=word.singular,
                    plural=word.plural,
                    hidden=word.hidden,
                    position=label.position,
                    by=by,
                    at=at,
                    cause=Cause.EDIT,
                )
            except Invalid as invalid:
                problems[word.key] = [text for texts in invalid.by_key.values() for text in texts]
            changed += 1
        if problems:
            raise Invalid(by_key=problems)
        if order is not None:
            # One field that goes to another place moves all behind it.
            changed += bool(labels.arrange(on=on, keys=order, by=by, at=at))
    return changed
