"""What is given for the catalogue, in its one stored form."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid
from apps.backoffice.types import Amount, Child, Children, Values
from apps.catalog import richtext
from apps.catalog.errors import TooManyTags
from apps.catalog.models.texts import LINES, lines
from apps.customers import codes
from apps.tenancy import facts

MOST_TAGS: Final = 30
Cleaned = dict[str, Any]


def product(values: Values) -> Cleaned:
    """Values of a product. Raises Invalid for a language nobody speaks and for too many tags."""
    cleaned = words(values)
    if values.get("slug"):
        cleaned["slug"] = slug(values["slug"], most=100)
    if "tags" in values:
        cleaned["tags"] = _tags(values["tags"] or [])
    if "languages" in values:
        cleaned["languages"] = _languages(values["languages"] or [])
    return cleaned


def words(values: Values) -> Cleaned:
    """The same for the words of a product or of a translation."""
    cleaned = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    if cleaned.get("description"):
        cleaned["description"] = richtext.clean(cleaned["description"])
    for key in LINES & cleaned.keys():
        text = cleaned[key] or ""
        cleaned[key] = "\n".join(lines(text if isinstance(text, str) else "\n".join(text)))
    return cleaned


def slug(text: str, *, most: int) -> str:
    """The text as part of an address; "" where nothing of it can be."""
    return slugify(text)[:most].strip("-_").replace("_", "-")


def free_slug(text: str, taken: Collection[str], *, most: int, or_else: str) -> str:
    """An address made of the text that nothing has yet."""
    base = slug(text, most=most - 4) or or_else
    return next(
        one for number in count(1) if (one := base if number == 1 else f"{base}-{number}") not in taken
    )


def keyed(values: Values, taken: Collection[str], *, or_else: str) -> Cleaned:
    """Values of a new option or unit with a key; one that is given is made one."""
    cleaned = dict(values)
    given = str(cleaned.get("key") or "")
    if given:
        cleaned["key"] = slugify(given)[:60]
    else:
        cleaned["key"] = free_slug(str(cleaned.get("name") or ""), taken, most=60, or_else=or_else)
    return cleaned


def rekeyed(values: Values) -> Cleaned:
    """Values of one that has a key: an empty one changes nothing."""
    cleaned = dict(values)
    if not cleaned.get("key", "-"):
        del cleaned["key"]
    elif "key" in cleaned:
        cleaned["key"] = slugify(cleaned["key"])[:60]
    return cleaned


def priced(values: Values, *, new: bool) -> Cleaned:
    """Values of a unit: a price that does not say its currency is in the business's."""
    cleaned = dict(values)
    if cleaned.get("currency"):
        cleaned["currency"] = str(cleaned["currency"]).upper()
    elif new or "price" in cleaned:
        said = cleaned["price"].currency if isinstance(cleaned.get("price"), Amount) else ""
        cleaned["currency"] = said or facts.current().currency
    return cleaned


def children(given: Children | None, standing: Mapping[str, Collection[str]]) -> Children | None:
    """Rows below a record. `standing` are the keys that options or units have already, by relation."""
    if given is None:
        return None
    return {
        relation: _rows(relation, rows, set(standing.get(relation, ()))) for relation, rows in given.items()
    }


def _rows(relation: str, rows: Sequence[Child], taken: set[str]) -> list[Child]:
    found = []
    for row in rows:
        values: Values = row.values
        if relation == "translations":
            values = words(values)
        if relation in ("options", "units") and not row.delete:
            values = rekeyed(values) if row.pk else keyed(values, taken, or_else=relation.removesuffix("s"))
            taken.add(str(values.get("key", "")))
        if relation == "units" and not row.delete:
            values = priced(values, new=row.pk is None)
        found.append(Child(pk=row.pk, values=values, delete=row.delete))
    return found


def _tags(given: Sequence[str]) -> list[str]:
    tags = list(dict.fromkeys(tag for one in given if (tag := str(one).strip())))
    if len(tags) > MOST_TAGS:
        raise Invalid(by_key={"tags": [str(TooManyTags(most=MOST_TAGS))]})
    return tags


def _languages(given: Sequence[str]) -> list[str]:
    read = {text: codes.read("language", str(text)) for text in given if str(text).strip()}
    unknown = [text for text, code in read.items() if code is None]
    if unknown:
        sentence = _("“%(value)s” is no language we know.") % {"value": unknown[0]}
        raise Invalid(by_key={"languages": [sentence]})
    return list(dict.fromkeys(code for code in read.values() if code))
