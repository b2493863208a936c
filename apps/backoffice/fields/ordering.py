"""Records in the order of a field's values, read from the index of the side table; records without a value last.

No single ORDER BY over an outer join can be read from an index, so the statement has two halves, those with a value and
those without. The second is only looked at when the first ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from django.core.exceptions import FieldError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.constants import INNER

from apps.backoffice.models import CustomField, CustomValue

R = TypeVar("R", bound="QuerySet[Any]")
ALIAS: Final = "own_order"
# A limit of their own keeps the halves in sequence: the planner may not run them side by side then.
ALL: Final = 2**62


@dataclass(frozen=True, slots=True)
class Order:
    """By the `column` ("text" or "number") of a field's values."""

    field: int
    tenant: int
    column: str
    descending: bool


class ValueJoin:
    """The JOIN to the values of one field, as Django's query compiler wants joins."""

    join_type = INNER
    filtered_relation = None
    nullable = False

    def __init__(self, parent_alias: str, order: Order) -> None:
        self.parent_alias, self.order = parent_alias, order
        self.table_name, self.table_alias = CustomValue._meta.db_table, ALIAS

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """What is true of the rows stands here and not in WHERE, which other code adds to."""
        quote = connection.ops.quote_name
        parent, column = compiler.quote_name_unless_alias(self.parent_alias), quote(self.order.column)
        return (
            f"INNER JOIN {quote(self.table_name)} {ALIAS} ON ({ALIAS}.record_id = {parent}.id"
            f" AND {ALIAS}.tenant_id = %s AND {ALIAS}.field_id = %s AND {ALIAS}.{column} IS NOT NULL)",
            [self.order.tenant, self.order.field],
        )

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "ValueJoin":
        """The same below a parent of another name."""
        return ValueJoin(change_map.get(self.parent_alias, self.parent_alias), self.order)


class OrderedQuery(Query):
    """A query that becomes its two halves when it is compiled, so that it can be narrowed and joined until then."""

    own_order: Order | None = None

    def clear_ordering(self, force: bool = False, clear_default: bool = True) -> None:  # noqa: FBT001, FBT002  Django's
        if force or not (self.is_sliced or self.distinct_fields or self.select_for_update):
            self.own_order = None
        super().clear_ordering(force=force, clear_default=clear_default)

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's
        if self.own_order is None or self.combinator:
            return super().get_compiler(using=using, connection=connection, elide_empty=elide_empty)
        if self.distinct or self.group_by is not None:
            raise FieldError(
                "rows in the order of a field cannot be grouped or made distinct; narrow with pk__in"
            )
        return self._halves(self.own_order).get_compiler(
            using=using, connection=connection, elide_empty=elide_empty
        )

    def _halves(self, order: Order) -> Any:
        filled, empty, whole = self._plain(), self._plain(), self._plain()
        parent = filled.get_initial_alias()
        filled.alias_map[ALIAS] = ValueJoin(parent, order)
        filled.alias_refcount[ALIAS] = 1
        for column in (order.column, "record_id"):
            field: Any = CustomValue._meta.get_field(column)
            said = field.get_col(ALIAS)
            filled.order_by = (*filled.order_by, said.desc() if order.descending else said.asc())
        without = CustomValue.objects.filter(
            tenant=order.tenant,
            field=order.field,
            record_id=OuterRef("pk"),
            **{f"{order.column}__isnull": False},
        )
        empty.add_q(Q(~Exists(without)))
        empty.add_ordering("-pk" if order.descending else "pk")
        for half in (filled, empty):
            half.explain_info = None
            half.set_limits(high=ALL if self.high_mark is None else self.high_mark)
        whole.low_mark, whole.high_mark = self.low_mark, self.high_mark
        whole.combinator, whole.combinator_all, whole.combined_queries = "union", True, (filled, empty)
        whole.subquery = self.subquery
        return whole

    def _plain(self) -> Any:
        plain: Any = self.chain(klass=Query)
        plain.own_order = None
        plain.clear_ordering(force=True)
        plain.clear_limits()
        plain.subquery = False
        return plain


def ordered(rows: R, field: CustomField, column: str, *, descending: bool) -> R:
    """The rows in the order of the field's values, then of their keys."""
    made: Any = rows.order_by("-pk" if descending else "pk")
    made.query = made.query.chain(klass=OrderedQuery)
    made.query.own_order = Order(field.pk, int(field.tenant_id or 0), column, descending)
    return cast("R", made)


def with_value(field: CustomField, **conditions: Any) -> "QuerySet[Any]":
    """Numbers of the records whose value fulfils the conditions."""
    found = CustomValue.objects.filter(tenant=field.tenant_id, field=field.pk, **conditions)
    return found.values("record_id")
