"""What a list shows: read from an address or a saved view, written to them, and done to the rows. Touches no database.

Parameters: `f.status.in=a,b`, `f.custom.depth.from=10`, `f.email.empty=1`, `sort=-created_at`, `columns=a,b`,
`view=12`, `q=…`, `page=2`. `f=` says that a view's filters are wanted no more. What cannot be read is left out, and
`problems` has a sentence for it: nothing a person writes into an address is an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, Self
from urllib.parse import quote

from django.http import QueryDict
from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.attributes.subsets import Subset, Subsets
from apps.backoffice.lists import values as texts
from apps.backoffice.types import Kind, Operator

MOST_FILTERS: Final = 40
MOST_COLUMNS: Final = 60
LAST_PAGE: Final = 1_000_000
# `f.email.whether=empty` says the same as `f.email.empty=1`, for forms, where one input asks for either.
WHETHER: Final = "whether"
_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition. `values` are Python values of the attribute's kind, none for EMPTY and FILLED; `texts` are the
    same as addresses write them. `target` says whose keys the values of a reference are.
    """

    key: str
    operator: Operator
    values: tuple[Any, ...] = ()
    texts: tuple[str, ...] = ()
    target: str = ""

    @classmethod
    def of(cls, attribute: Attribute, operator: Operator, *values: Any) -> Self:
        """The condition that an attribute has these values."""
        written = tuple(texts.write(attribute, value) for value in values)
        target = attribute.target if attribute.kind is Kind.REFERENCE else ""
        return cls(attribute.key, operator, values, written, target)

    def as_data(self) -> dict[str, Any]:
        """As saved views keep it."""
        found: dict[str, Any] = {
            "key": self.key,
            "operator": str(self.operator),
            "values": list(self.texts),
        }
        return {**found, "target": self.target} if self.target else found


def of_subset(subsets: Sequence[Subset], one: Subset) -> "ListQuery":
    """What the list is asked for that shows one of the screen's parts."""
    return ListQuery(filters=(Filter.of(Subsets(subsets), Operator.IS, one.key),), sort=one.sort)


class View(Protocol):
    """What a saved view holds."""

    filters: Any
    columns: Any
    sort: str


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list is asked for. `sort` is a key, with a leading hyphen when descending; `page` counts from 1."""

    filters: tuple[Filter, ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    view: int | None = None
    search: str = ""
    page: int = 1
    problems: tuple[str, ...] = ()
    bare: bool = False  # the filters of the view are wanted no more

    @classmethod
    def read(cls, params: Mapping[str, Any], attributes: Sequence[Attribute]) -> Self:
        """From the parameters of an address: a QueryDict, or a mapping to a text or a list of them."""
        given, known = _lists(params), {one.key: one for one in attributes}
        problems: list[str] = []
        filters = _filters(_asked(given), known, problems)
        return cls(
            filters=filters,
            sort=_sort(_last(given, "sort"), known, problems),
            columns=_columns(",".join(given.get("columns", ())).split(","), known, problems),
            view=_number(_last(given, "view")),
            search=_search(_last(given, "q")),
            page=min(_number(_last(given, "page")) or 1, LAST_PAGE),
            problems=tuple(dict.fromkeys(problems)),
            bare="f" in given and not filters,
        )

    def over(self, view: View, attributes: Sequence[Attribute]) -> "ListQuery":
        """This, and what it does not say taken from a saved view, whose lost fields become problems."""
        known = {one.key: one for one in attributes}
        problems = list(self.problems)
        filters, sort, columns = self.filters, self.sort, self.columns
        if not filters and not self.bare:
            filters = _filters(_stored(view.filters), known, problems)
        if not sort:
            sort = _sort(view.sort, known, problems)
        if not columns:
            columns = _columns(list(view.columns), known, problems)
        return replace(
            self, filters=filters, sort=sort, columns=columns, problems=tuple(dict.fromkeys(problems))
        )

    def with_(self, **changes: Any) -> "ListQuery":
        """The same with changes; the first page again when it becomes another list."""
        if changes.keys() & {"filters", "sort", "search", "view"}:
            changes.setdefault("page", 1)
        if "filters" in changes:
            changes["filters"] = tuple(changes["filters"])
            changes.setdefault("bare", not changes["filters"] and (self.view is not None or self.bare))
        return replace(self, **changes)

    def without(self, one: Filter) -> "ListQuery":
        """The same without one of its filters."""
        return self.with_(filters=[other for other in self.filters if other != one])

    def write(self) -> str:
        """The query string of an address, without a question mark; "" for an unfiltered first page."""
        pairs = [(f"f.{one.key}.{one.operator}", _written(one)) for one in self.filters]
        pairs += [("f", "")] if self.bare and not self.filters else []
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("columns", ",".join(self.columns))] if self.columns else []
        pairs += [("view", str(self.view))] if self.view is not None else []
        pairs += [("q", self.search)] if self.search else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return "&".join(f"{quote(name, safe='')}={quote(value, safe=',')}" for name, value in pairs)

    def as_data(self) -> list[dict[str, Any]]:
        """The filters as a saved view keeps them."""
        return [one.as_data() for one in self.filters]

    def apply(self, rows: Rows, attributes: Sequence[Attribute]) -> Rows:
        """The rows that are asked for, in order. Attributes that are gone do nothing; `search` is the list's own."""
        known = {one.key: one for one in attributes}
        for one in self.filters:
            attribute = known.get(one.key)
            if attribute is not None and one.operator in attribute.operators():
                rows = attribute.where(rows, one.operator, one.values)
        attribute = known.get(self.sort.removeprefix("-"))
        if attribute is not None and attribute.sortable:
            return attribute.order(rows, descending=self.sort.startswith("-"))
        return rows


Asked = tuple[str, str, list[str]]


def _lists(params: Mapping[str, Any]) -> dict[str, list[str]]:
    if isinstance(params, QueryDict):
        return {str(name): list(map(str, found)) for name, found in params.lists()}
    return {name: [found] if isinstance(found, str) else list(found) for name, found in params.items()}


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    found = given.get(name) or [""]
    return found[-1].strip()


def _number(text: str) -> int | None:
    """A positive whole number that a database can hold."""
    if not (text.isascii() and text.isdigit()) or len(text) > _DIGITS:
        return None
    return int(text) or None


def _search(text: str) -> str:
    return text[: texts.LONGEST].strip() if texts.is_clean(text) else ""


def _asked(given: Mapping[str, Sequence[str]]) -> list[Asked]:
    """Key, operator and texts of each filter of an address. Forms send what was left open as ""."""
    found = []
    for name, raw in given.items():
        head, _dot, rest = name.partition(".")
        key, dot, operator = rest.rpartition(".")
        if head != "f" or not dot:
            continue
        several = operator == Operator.IN
        parts = [part for text in raw for part in texts.split(text)] if several else list(raw[-1:])
        filled = [part.strip() for part in parts if part.strip()]
        if operator == WHETHER and filled and filled[0] in texts.WITHOUT_VALUE:
            operator, filled = filled[0], ["1"]
        if filled:
            found.append((key, operator, filled))
    return found


def _stored(data: Any) -> list[Asked]:
    """The same of a saved view's filters; entries that are none are left out."""
    rows = data if isinstance(data, list) else []
    return [
        (str(row.get("key", "")), str(row.get("operator", "")), list(map(str, row.get("values") or [""])))
        for row in rows
        if isinstance(row, Mapping) and isinstance(row.get("values", []), list)
    ]


def _filters(
    asked: Sequence[Asked], known: Mapping[str, Attribute], problems: list[str]
) -> tuple[Filter, ...]:
    found: list[Filter] = []
    if len(asked) > MOST_FILTERS:
        problems.append(_("Only the first %(most)d filters are used.") % {"most": MOST_FILTERS})
    for key, name, raw in asked[:MOST_FILTERS]:
        attribute = known.get(key)
        if attribute is None:
            problems.append(_("The filter on “%(key)s” is left out: that field is gone.") % {"key": key[:60]})
        elif name not in attribute.operators():
            problems.append(
                _("“%(field)s” cannot be filtered by “%(what)s”.")
                % {"field": attribute.label, "what": name[:20]}
            )
        else:
            one = _filter(attribute, Operator(name), raw, problems)
            found += [one] if one is not None else []
    return tuple(found)


def _filter(
    attribute: Attribute, operator: Operator, raw: Sequence[str], problems: list[str]
) -> Filter | None:
    if operator in texts.WITHOUT_VALUE:
        return None if raw[0].lower() in ("0", "no", "false") else Filter.of(attribute, operator)
    values = []
    for text in raw[: texts.MOST] if operator is Operator.IN else raw[:1]:
        try:
            value = texts.read(attribute, text)
        except ValueError as error:
            problems.append(f"{attribute.label}: {error}")
            continue
        if value is not None and value not in values:
            values.append(value)
    return Filter.of(attribute, operator, *values) if values else None


def _sort(text: str, known: Mapping[str, Attribute], problems: list[str]) -> str:
    attribute = known.get(text.removeprefix("-"))
    if not text:
        return ""
    if attribute is None or not attribute.sortable:
        problems.append(_("The list cannot be sorted by “%(key)s”.") % {"key": text[:60]})
        return ""
    return text


def _columns(keys: Sequence[str], known: Mapping[str, Attribute], problems: list[str]) -> tuple[str, ...]:
    wanted = [key for key in dict.fromkeys(part.strip() for part in keys) if key]
    lost = [key for key in wanted if key not in known]
    if lost:
        problems.append(
            _("Columns that are gone: %(keys)s.") % {"keys": ", ".join(key[:60] for key in lost[:5])}
        )
    return tuple(key for key in wanted if key in known)[:MOST_COLUMNS]


def _written(one: Filter) -> str:
    if one.operator in texts.WITHOUT_VALUE:
        return "1"
    return texts.join(one.texts) if one.operator is Operator.IN else one.texts[0]
