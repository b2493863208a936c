"""Seasons, group and early-bird rates and rules for stays: of a product in its file, of all in `selling.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import EarlyBird, GroupRate, Option, Product, Season, StayRule
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.models.stays import MOST_NIGHTS
from apps.catalog.packs import rows, spoken
from apps.catalog.packs.files import ALL, FILE, files, product_of
from apps.catalog.types import Kind
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, moments, shown

_PRIORITY: Final = 1000


@dataclass(frozen=True, slots=True)
class _Part:
    """A member, the name of its tables in the file, and its rows."""

    member: str
    name: str
    model: type[Any]

    @property
    def names(self) -> str:
        """The member with what they are called in other languages."""
        return f"{self.name}_names"


_PARTS: Final = (
    _Part("seasons", "season", Season),
    _Part("group_rates", "group_rate", GroupRate),
    _Part("early_birds", "early_bird", EarlyBird),
    _Part("stay_rules", "stay_rule", StayRule),
)


_NAMED: Final = _PARTS[:3]


class Prices(Section):
    """What changes the prices of a product, by its slug; "*" for all products."""

    kind = "price"
    label = gettext_lazy("Prices")
    words: ClassVar[Mapping[str, Any]] = {
        "seasons": gettext_lazy("Seasons"),
        "group_rates": gettext_lazy("Group rates"),
        "early_birds": gettext_lazy("Early bird rates"),
        "stay_rules": gettext_lazy("Rules for stays"),
        "season_names": gettext_lazy("Seasons in other languages"),
        "group_rate_names": gettext_lazy("Group rates in other languages"),
        "early_bird_names": gettext_lazy("Early bird rates in other languages"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Those of all products, then each product's."""
        found = []
        all_ = pack.file(FILE)
        if all_ is not None and (values := _values(all_, None)) is not None:
            found.append(item(ALL, values, _("All products"), all_))
        for one in files(pack):
            values = _values(one.whole, one.options, stays=one.kind == Kind.STAY)
            if values is not None:
                found.append(item(one.slug, values, one.name, one.table))
        return found

    def read(self, key: str, install: Install) -> Values | None:
        """The rules now; None where there are none."""
        product = product_of(key, install)
        if product is None and key != ALL:
            return None
        values: Values = {
            "seasons": [_season(row) for row in _standing(Season, product).select_related("option")],
            "group_rates": [
                {"name": row.name, "people": row.people, **rows.change_values(row)}
                for row in _standing(GroupRate, product)
            ],
            "early_birds": [
                {"name": row.name, "days": row.days, **rows.change_values(row)}
                for row in _standing(EarlyBird, product)
            ],
            "stay_rules": [_stay_rule(row) for row in _standing(StayRule, product)],
        }
        # Left out where there are none, as in packs that bring none.
        for part in _NAMED:
            if names := spoken.by_name(part.name, list(_standing(part.model, product))):
                values[part.names] = names
        return values if any(values.values()) else None

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Write what differs. Days of every year come again each year."""
        product = product_of(key, install)
        if product is None and key != ALL:
            return None
        now = self.read(key, install) or {}
        for part in _PARTS:
            said = values[part.member]
            if rows.same(said, now.get(part.member)):
                continue
            if part.model in (GroupRate, EarlyBird):
                # One by one they might meet a number that another still has.
                _standing(part.model, product).delete()
            standing = list(_standing(part.model, product))
            rows.fit(part.model, standing, _columns(part, said, product, install), install, product=product)
        for part in _NAMED:
            names = values.get(part.names, {})
            for row in _standing(part.model, product) if names or now.get(part.names) else ():
                spoken.write(part.name, row, names.get(row.name, {}), install)
        return None

    def said(self, member: str, value: Any) -> str:
        """Rules by name and change; names in other languages behind their own."""
        if isinstance(value, dict):
            return spoken.in_words({name: {"": ", ".join(_called(said))} for name, said in value.items()})
        if not isinstance(value, list):
            return str(value)
        return rows.named(value, _in_words)


def _called(said: Values) -> list[str]:
    return [str(one["name"]) for one in said.values()]


def _in_words(one: Values) -> str:
    change = f"{one['percent']} %" if one.get("percent") is not None else one.get("amount")
    days = "–".join(str(one[name]) for name in ("first", "last") if one.get(name) is not None)
    return " ".join(str(part) for part in (one.get("name"), days, change) if part not in (None, ""))


def _standing(model: type[Any], product: Product | None) -> Any:
    return model.objects.filter(product=product).order_by("pk")


def _values(whole: Table, options: Mapping[str, Table] | None, *, stays: bool = True) -> Values | None:
    names: dict[str, spoken.Names] = {part.names: {} for part in _NAMED}
    values: Values = {
        "seasons": [
            _read_season(one, options, names["season_names"]) for one in whole.tables("season", most=60)
        ],
        "group_rates": _numbered(whole, "group_rate", "people", 2, MOST_PEOPLE, names["group_rate_names"]),
        "early_birds": _numbered(whole, "early_bird", "days", 1, 730, names["early_bird_names"]),
        "stay_rules": [_read_stay_rule(one) for one in whole.tables("stay_rule", most=60)],
    }
    if values["stay_rules"] and not stays:
        whole.wrong("stay_rule", found="“stay_rule”", expected=_("only stays have rules for stays"))
    values |= {member: said for member, said in names.items() if said}
    return values if any(values.values()) else None


def _read_season(table: Table, options: Mapping[str, Table] | None, names: spoken.Names) -> Values:
    values: Values = {
        "name": table.word("name", wanted=True),
        "first": moments.yearly(table, "first", wanted=True),
        "last": moments.yearly(table, "last", wanted=True),
        "weekdays": moments.weekdays(table, "weekdays"),
        "priority": table.whole("priority", 0, most=_PRIORITY),
        "option": table.slug("option"),
        **rows.read_change(table),
    }
    _call(names, table, values["name"])
    moments.in_order(table, values, "first", "last")
    if values["option"] and values["option"] not in (options or ()):
        known = ", ".join(options or ()) or _("none")
        table.wrong("option", found=shown(values["option"]),
                    expected=_("one of these is expected: %(known)s") % {"known": known})  # fmt: skip
    table.close()
    return values


def _call(names: spoken.Names, table: Table, name: str) -> None:
    if said := spoken.collect(table, "name"):
        names[name] = said


def _numbered(whole: Table, name: str, by: str, least: int, most: int, names: spoken.Names) -> list[Values]:
    found: list[Values] = []
    for table in whole.tables(name, most=20):
        number = table.whole(by, least=least, most=most, wanted=True)
        change = rows.read_change(table)
        if any(one[by] == number for one in found):
            table.wrong(by, found=str(number), expected=_("each number is named once"))
        else:
            found.append({"name": table.word("name", wanted=True), by: number, **change})
            _call(names, table, found[-1]["name"])
        table.close()
    return found


def _read_stay_rule(table: Table) -> Values:
    least = table.whole("nights_min", 1, least=1, most=MOST_NIGHTS)
    values: Values = {
        "first": moments.yearly(table, "first"),
        "last": moments.yearly(table, "last"),
        "nights_min": least,
        "nights_max": table.whole("nights_max", least=least or 1, most=MOST_NIGHTS),
        "no_arrival": table.flag("no_arrival"),
        "no_departure": table.flag("no_departure"),
        "closed": table.flag("closed"),
        "priority": table.whole("priority", 0, most=_PRIORITY),
    }
    moments.in_order(table, values, "first", "last")
    table.close()
    return values


def _days(row: Season | StayRule) -> Values:
    """As packs say them: a day of every year as "12-20"."""
    first, last = rows.iso(row.first_day), rows.iso(row.last_day)
    if row.yearly and first is not None and last is not None:
        return {"first": first[5:], "last": last[5:]}
    return {"first": first, "last": last}


def _season(row: Season) -> Values:
    return {
        "name": row.name,
        **_days(row),
        "weekdays": list(row.weekdays),
        "priority": row.priority,
        "option": row.option.key if row.option is not None else "",
        **rows.change_values(row),
    }


def _stay_rule(row: StayRule) -> Values:
    return {
        **_days(row),
        **{name: getattr(row, name) for name in ("nights_min", "nights_max")},
        **{name: getattr(row, name) for name in ("no_arrival", "no_departure", "closed", "priority")},
    }


def _columns(
    part: _Part, said: Sequence[Values], product: Product | None, install: Install
) -> list[dict[str, Any]]:
    if part.model in (GroupRate, EarlyBird):
        number = "people" if part.model is GroupRate else "days"
        return [
            {"name": one["name"], number: one[number], **rows.change_columns(one), "product": product}
            for one in said
        ]
    options = {one.key: one for one in Option.objects.filter(product=product)} if product else {}
    found = []
    for one in said:
        plain = {
            name: value for name, value in one.items() if name not in ("first", "last", "percent", "amount")
        }
        if part.model is Season:
            plain |= {"option": options.get(one["option"]), **rows.change_columns(one)}
        first, last = moments.latest(one["first"], one["last"], install.at)
        yearly = moments.is_yearly(one["first"]) and moments.is_yearly(one["last"])
        days = {"first_day": first, "last_day": last, "yearly": yearly}
        found.append({**plain, "product": product, **days})
    return found
