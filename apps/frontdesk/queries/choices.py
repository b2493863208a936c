"""What a choice names, as rows: options with their products, what is priced of them, and departures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Model

from apps.capacity.models import Departure
from apps.catalog.models import Option, Product, Unit
from apps.tenancy import context
from apps.tenancy.stored import Stored

# Asked with every booking: one question in place of three, and nothing of what only people read.
CHOICES: Final = Stored(
    name="frontdesk_choices",
    parameters={"options": "bigint[]", "departures": "bigint[]"},
    columns={"options": "json", "products": "json", "units": "json", "departures": "json"},
    statement="""
    SELECT
    (SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'active', o.active, 'duration', o.duration,
        'product_id', o.product_id))
     FROM catalog_option o WHERE o.id = ANY (%(options)s)) AS options,
    (SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'status', p.status,
        'horizon', p.horizon, 'notice', p.notice, 'asks', p.asks, 'approval', p.approval, 'duration', p.duration,
        'location_id', p.location_id, 'cancellation_policy_id', p.cancellation_policy_id))
     FROM catalog_product p
     WHERE p.id IN (SELECT product_id FROM catalog_option WHERE id = ANY (%(options)s))) AS products,
    (SELECT json_agg(json_build_object('id', u.id, 'option_id', u.option_id, 'name', u.name, 'per', u.per,
        'seats', u.seats, 'most', u.most, 'age_min', u.age_min, 'age_max', u.age_max, 'active', u.active))
     FROM catalog_unit u WHERE u.active AND u.option_id = ANY (%(options)s)) AS units,
    (SELECT json_agg(json_build_object('id', d.id, 'option_id', d.option_id, 'location_id', d.location_id,
        'starts_at', d.starts_at, 'ends_at', d.ends_at))
     FROM capacity_departure d WHERE d.id = ANY (%(departures)s)) AS departures
""",
)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Named:
    """Rows by number. Other columns of theirs are asked for when they are read."""

    options: Mapping[int, Option]
    units: Mapping[int, Mapping[int, Unit]]
    departures: Mapping[int, Departure]


def named(*, options: Iterable[int], departures: Iterable[int] = ()) -> Named:
    """Those that there are, and of the units those that are active. One query, whatever their number."""
    found = CHOICES.one(options=list(set(options)), departures=list(set(departures))) or {}
    products = {one.pk: one for one in _rows(Product, found["products"])}
    by_number = {one.pk: one for one in _rows(Option, found["options"])}
    units: dict[int, dict[int, Unit]] = {}
    for option in by_number.values():
        option.product = products[option.product_id]
    for unit in _rows(Unit, found["units"]):
        units.setdefault(unit.option_id, {})[unit.pk] = unit
    dated = [
        {**one, **{key: datetime.fromisoformat(one[key]) for key in ("starts_at", "ends_at")}}
        for one in found["departures"] or ()
    ]
    return Named(by_number, units, {one.pk: one for one in _rows(Departure, dated)})


def _rows(model: type[Row], found: Iterable[Mapping[str, Any]] | None) -> list[Row]:
    names = [field.attname for field in model._meta.concrete_fields]
    alias = context.current().alias
    made = []
    for one in found or ():
        known = [name for name in names if name in one]
        made.append(model.from_db(alias, known, [one[name] for name in known]))
    return made
