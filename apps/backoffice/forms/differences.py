"""What somebody else changed while a person was writing, and what the person did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.backoffice.attributes import Attribute
from apps.backoffice.forms.record import comparable, plain_values


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else changed meanwhile; `both` where the person changed it too."""

    label: str
    before: str
    theirs: str
    yours: str
    both: bool


def changed(
    attributes: Sequence[Attribute], values: Mapping[str, Any], loaded: Mapping[str, Any]
) -> dict[str, Any]:
    """Of the values of a form, those that are not what it was opened with."""
    yours = plain_values(attributes, values)
    return {key: value for key, value in values.items() if yours.get(key) != loaded.get(key)}


def found(
    record: Any,
    attributes: Sequence[Attribute],
    values: Mapping[str, Any],
    loaded: Mapping[str, Any],
    *,
    label: str = "",
) -> list[Difference]:
    """Where the record is no longer what the form was opened with. What is sensitive is never shown."""
    now, yours = comparable(record, attributes), plain_values(attributes, values)
    made = []
    for one in attributes:
        if now.get(one.key) == loaded.get(one.key) or one.sensitive:
            continue
        sent = yours.get(one.key)
        both = one.key in yours and sent not in (loaded.get(one.key), now.get(one.key))
        made.append(
            Difference(
                label=f"{label}: {one.label}" if label else str(one.label),
                before=_words(loaded.get(one.key)),
                theirs=one.text(one.value(record)),
                yours=one.text(values.get(one.key)) if both else "",
                both=both,
            )
        )
    return made


def _words(plain: Any) -> str:
    return "" if plain is None else str(plain)
