"""What is given for the catalogue, in its one stored form."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any, Final

from babel import Locale
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.backoffice.errors import Invalid
from apps.backoffice.types import Amount, Child, Children, Values
from apps.catalog import richtext
from apps.catalog.errors import TooManyTags
from apps.catalog.models import Product
from apps.catalog.models.texts import LINES, lines
from apps.catalog.types import Ask
from apps.customers import codes
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy import facts

MOST_TAGS: Final = 30
Cleaned = dict[str, Any]
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")


def product(values: Values) -> Cleaned:
    """Values of a product. Raises Invalid for a language nobody speaks and for too many tags."""
    cleaned = words(values)
    if values.get("slug"):
        cleaned["slug"] = slug(values["slug"], most=100)
    if "tags" in values:
        cleaned["tags"] = _tags(values["tags"] or [])
    if "languages" in values:
        cleaned["languages"] = _languages(values["languages"] or [])
    if "asks" in values:
        cleaned["asks"] = _asks(values["asks"] or [])
    if cleaned.get("deposit_amount") is not None:
        cleaned = in_currency(Product, cleaned, new=False)
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


def in_currency(model: type[Model], values: Values, *, new: bool) -> Cleaned:
    """Values with the currencies of their amounts: what an amount says itself, else the business's."""
    cleaned = dict(values)
    for field in model._meta.concrete_fields:
        if not isinstance(field, MinorUnitsField) or field.currency_column in values:
            continue
        amount = cleaned.get(field.name)
        said = amount.currency if isinstance(amount, Amount) else ""
        if amount is not None or new:
            cleaned[field.currency_column] = (
                said or cleaned.get(field.currency_column) or facts.current().currency
            )
    return cleaned


def weekdays(values: Values) -> Cleaned:
    """Weekdays as numbers from 0 for Monday, in order; their names and short names are understood, too."""
    cleaned = dict(values)
    if "weekdays" not in cleaned:
        return cleaned
    names = _weekday_names()
    found = set()
    for given in cleaned["weekdays"] or ():
        text = str(given).strip().rstrip(".").casefold()
        if text not in names:
            sentence = _("“%(value)s” is no weekday.") % {"value": given}
            raise Invalid(by_key={"weekdays": [sentence]})
        found.add(names[text])
    cleaned["weekdays"] = sorted(found)
    return cleaned


def _weekday_names() -> dict[str, int]:
    names = {str(number): number for number in range(7)}
    for locale in {formats.babel_locale(), Locale("en")}:
        for width in ("wide", "abbreviated"):
            for number, name in locale.days["format"][width].items():
                names[name.rstrip(".").casefold()] = int(number)
    return names


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


def _asks(given: Sequence[str]) -> list[str]:
    """What a product asks, as keys; those that are not ours are the owner's own fields."""
    labels = {str(label).casefold(): key for key, label in Ask.choices}
    keys = [labels.get(text.casefold(), text) for one in given if (text := str(one).strip())]
    wrong = [key for key in keys if not _KEY.match(key)]
    if wrong:
        sentence = _("“%(value)s” is nothing that can be asked for.") % {"value": wrong[0]}
        raise Invalid(by_key={"asks": [sentence]})
    return list(dict.fromkeys(keys))


def _languages(given: Sequence[str]) -> list[str]:
    read = {text: codes.read("language", str(text)) for text in given if str(text).strip()}
    unknown = [text for text, code in read.items() if code is None]
    if unknown:
        sentence = _("“%(value)s” is no language we know.") % {"value": unknown[0]}
        raise Invalid(by_key={"languages": [sentence]})
    return list(dict.fromkeys(code for code in read.values() if code))
