"""What a list's address asks for: filters, sort, columns, search, page. Provisional: colleague `definitions` owns this."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.types import Operator


@dataclass(frozen=True, slots=True)
class Condition:
    key: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListQuery:
    filters: tuple[Condition, ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    view: int | None = None
    search: str = ""
    page: int = 1
    problems: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, params: Any, attributes: Sequence[Attribute]) -> "ListQuery":
        known = {a.key: a for a in attributes}
        filters = []
        for name in params:
            if name.startswith("f."):
                key, _, op = name[2:].rpartition(".")
                if key in known and op in set(Operator) and any(params.getlist(name)):
                    vals = [v for one in params.getlist(name) for v in one.split(",") if v]
                    filters.append(Condition(key, Operator(op), tuple(vals)))
        page = params.get("page", "1")
        return cls(
            tuple(filters),
            params.get("sort", ""),
            tuple(filter(None, params.get("columns", "").split(","))),
            None,
            params.get("q", "").strip()[:200],
            int(page) if page.isdigit() else 1,
        )

    def write(self) -> str:
        pairs: list[tuple[str, str]] = [(f"f.{c.key}.{c.operator}", ",".join(c.values)) for c in self.filters]
        if self.search:
            pairs.append(("q", self.search))
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.columns:
            pairs.append(("columns", ",".join(self.columns)))
        if self.view:
            pairs.append(("view", str(self.view)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def with_(self, **changes: Any) -> "ListQuery":
        return replace(self, **changes)

    def apply(self, rows: Rows, attributes: Sequence[Attribute]) -> Rows:
        known = {a.key: a for a in attributes}
        for c in self.filters:
            try:
                values = [known[c.key].parse(v) for v in c.values]
            except ValueError:
                continue
            rows = known[c.key].where(rows, c.operator, values)
        key = self.sort.lstrip("-")
        if key in known and known[key].sortable:
            rows = known[key].order(rows, descending=self.sort.startswith("-"))
        return rows
