"""Reads `products/`: every product with its options, units and words in every language."""

from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.packs import ProductFile, add_file, read_selling
from apps.tenancy.packs import Item, Pack, Table, Values, item, moments, shown
from apps.tenancy.packs.places import currency
from cms.packs import bodies

KINDS: Final = ("departure", "appointment", "stay", "rental", "pass", "retail")
STATUSES: Final = ("draft", "published", "archived")
DIFFICULTIES: Final = ("easy", "moderate", "challenging", "expert")
PER: Final = ("person", "night", "vehicle", "month", "week", "day", "item", "hour")
LISTS: Final = ("highlights", "included", "excluded", "bring")
# How members of an item begin that stand for a translation, an option, a unit.
WORDS, OPTION, UNIT = "words", "option", "unit"
# Members of units that stand there when they differ from these.
RARELY: Final[Values] = {
    "seats": 1,
    "most": None,
    "preselected": False,
    "valid_from": None,
    "valid_until": None,
}
TEXTS: Final = {
    "summary": 300,
    "level": 80,
    "accessibility": 5000,
    "meeting_point": 120,
    "meeting_instructions": 5000,
    "seo_title": 70,
    "seo_description": 200,
}


def product(file: str, whole: Table, table: Table, pack: Pack) -> Item:
    """One file's product."""
    first = pack.languages[0]
    slug = table.slug("slug", PurePosixPath(file).stem)
    pack.name_one("product", slug, table, "slug")
    category = table.slug("category")
    pack.refer("category", category, table, "category")
    cover = bodies.picture(table, "cover", pack)
    gallery = bodies.pictures(table, "gallery", pack)
    languages = table.some_of("languages", pack.languages) or list(pack.languages)
    words = {first: _words(table, pack, first, wanted=True)}
    faqs = {first: _faqs(table, pack, first)}
    tables: dict[str, Table] = {}
    options = _options(whole, pack, tables)
    for language in languages:
        if language == first:
            continue
        said = whole.table(language)
        if said is None:
            whole.missing(language)
            continue
        words[language] = _words(said, pack, language, wanted=True)
        faqs[language] = _faqs(said, pack, language)
        _alike(said, table, words[language], words[first])
        _names(said, options, language)
        said.close()
    values: Values = {
        "kind": table.one_of("kind", KINDS, wanted=True),
        "category": category,
        "position": table.whole("order", 0),
        "duration": table.whole("duration_minutes", least=1, most=366 * 24 * 60),
        "capacity": table.whole("capacity", least=1, most=10_000),
        "minimum": table.whole("minimum", least=1, most=10_000),
        "difficulty": table.one_of("difficulty", DIFFICULTIES),
        "tags": table.texts("tags", most=30, longest=40),
        "meeting_address": table.text("meeting_address", most=250),
        "status": table.one_of("status", STATUSES, "published"),
        "pictures": list(dict.fromkeys([key for key in (cover, *gallery) if key])),
        "faqs": faqs,
        **read_selling(table, pack),
        **_by_member(words, options, pack.language),
    }
    pack.shared["products"][slug] = {
        "category": category,
        "cover": cover,
        "said": words,
        "position": values["position"] or 0,
    }
    # When it takes place and what changes its prices is read by those who know it.
    add_file(pack, ProductFile(slug, words[first]["name"], str(values["kind"]), whole, table, tables))
    return item(slug, values, words[first]["name"], table)


def _by_member(words: dict[str, Values], options: list[Values], own: str) -> Values:
    """Every text of the business's language, every translation, option and unit a member of its own, so that a
    change to one leaves the others alone.
    """
    said = own if own in words else next(iter(words))
    found: Values = {**dict.fromkeys((*TEXTS, *LISTS), ""), **_lines(words[said])}
    for language, texts in words.items():
        if language != said:
            found[f"{WORDS} {language}"] = _lines(texts)
    for place, option in enumerate(options):
        units = option.pop("units")
        found[f"{OPTION} {option['key']}"] = {**option, "position": place}
        for position, unit in enumerate(units):
            found[f"{UNIT} {option['key']}/{unit['key']}"] = {**unit, "position": position}
    return found


def _lines(texts: Values) -> Values:
    return {name: "\n".join(text) if isinstance(text, list) else text for name, text in texts.items()}


def _words(table: Table, pack: Pack, language: str, *, wanted: bool) -> Values:
    found: Values = {"name": table.text("name", most=120, wanted=wanted)}
    found |= {name: text for name, most in TEXTS.items() if (text := table.text(name, most=most))}
    found["description"] = bodies.html(table, "description", pack, language)
    found |= {name: lines for name in LISTS if (lines := table.texts(name, most=40))}
    return found


def _faqs(table: Table, pack: Pack, language: str) -> list[Values]:
    """Answers are plain texts, or of the rich-text subset when they begin with a tag."""
    found = []
    for row in table.tables("faqs", most=40):
        one = {"q": row.text("q", most=250, wanted=True), "a": row.text("a", most=5000, wanted=True)}
        if "<" in one["a"]:
            bodies.html(row, "a", pack, language)
        row.close()
        found.append(one)
    return found


def _alike(said: Table, table: Table, ours: Values, original: Values) -> None:
    """A translation has as many lines as the original, and nothing it lacks."""
    for name in (*LISTS, *TEXTS, "description", "faqs"):
        if name in ("accessibility", "seo_title", "seo_description", "level", "meeting_point"):
            continue
        theirs = original.get(name) if name != "faqs" else table.value("faqs")
        mine = ours.get(name) if name != "faqs" else said.value("faqs")
        if bool(theirs) != bool(mine):
            if theirs:
                said.missing(name)
            else:
                said.wrong(name, found=f"“{name}”", expected=_("the original has none"))
        elif isinstance(theirs, list) and isinstance(mine, list) and len(theirs) != len(mine):
            said.wrong(
                name,
                found=_("%(count)d lines of %(name)s") % {"count": len(mine), "name": name},
                expected=_("%(count)d as in the original are expected") % {"count": len(theirs)},
            )


def _options(whole: Table, pack: Pack, tables: dict[str, Table]) -> list[Values]:
    """Leaves the options' tables open in `tables`, by key."""
    found: list[Values] = []
    for table in whole.tables("option", most=60):
        key = table.slug("key", wanted=True)
        if any(one["key"] == key for one in found):
            table.wrong("key", found=shown(key), expected=_("each option has a key of its own"))
        found.append(
            {
                "key": key,
                "names": {pack.languages[0]: table.text("name", most=120, wanted=True)},
                "duration": table.whole("duration_minutes", least=1, most=366 * 24 * 60),
                "capacity": table.whole("capacity", least=1, most=10_000),
                "minimum": table.whole("minimum", least=1, most=10_000),
                "units": _units(table, pack),
            }
        )
        tables.setdefault(key, table)
    return found


def _units(option: Table, pack: Pack) -> list[Values]:
    found: list[Values] = []
    for table in option.tables("unit", most=60, least=1):
        key = table.slug("key", wanted=True)
        if any(one["key"] == key for one in found):
            table.wrong("key", found=shown(key), expected=_("each unit has a key of its own"))
        least, most = table.whole("age_min", most=120), table.whole("age_max", most=120)
        if least is not None and most is not None and least > most:
            table.wrong("age_max", found=str(most), expected=_("at least age_min is expected"))
        found.append(
            {
                "key": key,
                "names": {pack.languages[0]: table.text("name", wanted=True)},
                "price": table.whole("minor", most=10**12, wanted=True),
                "currency": currency(table, "currency"),
                "per": table.one_of("per", PER, "person"),
                "age_min": least,
                "age_max": most,
                **_rarely(table),
            }
        )
        table.close()
    return found


def _rarely(table: Table) -> Values:
    """What few units have is a member where it is said alone, so that others are as they were."""
    values: Values = {
        "seats": table.whole("seats", 1, most=MOST_PEOPLE),
        "most": table.whole("most", least=1, most=MOST_PEOPLE),
        "preselected": table.flag("preselected"),
        "valid_from": moments.day(table, "valid_from"),
        "valid_until": moments.day(table, "valid_until"),
    }
    moments.in_order(table, values, "valid_from", "valid_until")
    return {name: value for name, value in values.items() if value != RARELY[name]}


def _names(said: Table, options: list[Values], language: str) -> None:
    """Names of options and units in another language; those that need none are called as in the first."""
    for member, rows in (
        ("options", {one["key"]: one for one in options}),
        ("units", {f"{one['key']}/{unit['key']}": unit for one in options for unit in one["units"]}),
    ):
        table = said.table(member)
        for key in table.names() if table is not None else ():
            name = table.text(key, most=120) if table is not None else ""
            if key in rows:
                rows[key]["names"][language] = name
            elif table is not None:
                table.wrong(key, found=shown(key), expected=_("one of these is expected: %(known)s")
                            % {"known": ", ".join(rows) or _("none")})  # fmt: skip
