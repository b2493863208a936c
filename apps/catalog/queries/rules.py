"""The rules that pricing some options needs, read in one query."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from apps.catalog.pricing import (
    CodeRule,
    DepositRule,
    EarlyBirdRule,
    GroupRule,
    Move,
    OptionRule,
    Place,
    ProductRule,
    Rules,
    SeasonRule,
    TaxRule,
    UnitRule,
)
from apps.catalog.queries import words
from apps.tenancy import facts
from apps.tenancy.stored import Stored

# One round trip: each part is small, and asking for them one by one costs more than finding them. Names are in the
# language asked for where there are translations. Amounts in a currency the business no longer has are left out.
RULES: Final = Stored(
    name="catalog_rules",
    parameters={
        "options": "bigint[]",
        "today": "date",
        "code": "text",
        "customer": "bigint",
        "currency": "text",
        "language": "text",
    },
    columns={
        "products": "json",
        "options": "json",
        "units": "json",
        "places": "json",
        "seasons": "json",
        "groups": "json",
        "early": "json",
        "standard": "bigint",
        "taxes": "json",
        "code": "json",
    },
    statement="""
    SELECT
    (SELECT json_agg(json_build_array(
        p.id, COALESCE(NULLIF(t.name, ''), p.name), p.kind, p.status, p.tax_class_id, p.location_id,
        p.deposit, p.deposit_percent::text, p.deposit_amount, p.balance_days))
     FROM catalog_product p LEFT JOIN catalog_producttranslation t
        ON t.product_id = p.id AND t.language = %(language)s
     WHERE p.id IN (SELECT product_id FROM catalog_option WHERE id = ANY (%(options)s))) AS products,
    (SELECT json_agg(json_build_array(o.id, o.product_id, COALESCE(NULLIF(t.name, ''), o.name), o.active))
     FROM catalog_option o LEFT JOIN catalog_nametranslation t
        ON t.option_id = o.id AND t.language = %(language)s
     WHERE o.id = ANY (%(options)s)) AS options,
    (SELECT json_agg(json_build_array(
        u.id, u.option_id, COALESCE(NULLIF(t.name, ''), u.name), u.price, u.currency, u.per, u.seats, u.most,
        u.age_min, u.age_max, u.valid_from, u.valid_until, u.active, u.position))
     FROM catalog_unit u LEFT JOIN catalog_nametranslation t
        ON t.unit_id = u.id AND t.language = %(language)s
     WHERE u.option_id = ANY (%(options)s)) AS units,
    (SELECT json_agg(json_build_array(
        l.id, l.time_zone, COALESCE(x.prices_include_tax, true), COALESCE(x.kept_fees, 'as_sold') <> 'untaxed')
        ORDER BY l.id)
     FROM tenancy_location l LEFT JOIN tenancy_taxprofile x ON x.id = l.tax_profile_id) AS places,
    (SELECT json_agg(json_build_array(
        r.id, COALESCE(NULLIF(t.name, ''), r.name), r.percent::text, r.amount, r.first_day, r.last_day, r.product_id,
        r.option_id, r.weekdays, r.priority, r.yearly))
     FROM catalog_season r LEFT JOIN catalog_nametranslation t
        ON t.season_id = r.id AND t.language = %(language)s
     WHERE r.active AND (r.yearly OR r.last_day >= %(today)s) AND (r.change = 'percent' OR r.currency = %(currency)s)
        AND (r.product_id IS NULL
        OR r.product_id IN (SELECT product_id FROM catalog_option WHERE id = ANY (%(options)s)))) AS seasons,
    (SELECT json_agg(json_build_array(
        r.id, COALESCE(NULLIF(t.name, ''), r.name), r.percent::text, r.amount, r.people, r.product_id))
     FROM catalog_grouprate r LEFT JOIN catalog_nametranslation t
        ON t.group_rate_id = r.id AND t.language = %(language)s
     WHERE r.active AND (r.change = 'percent' OR r.currency = %(currency)s)
        AND (r.product_id IS NULL
        OR r.product_id IN (SELECT product_id FROM catalog_option WHERE id = ANY (%(options)s)))) AS groups,
    (SELECT json_agg(json_build_array(
        r.id, COALESCE(NULLIF(t.name, ''), r.name), r.percent::text, r.amount, r.days, r.product_id))
     FROM catalog_earlybird r LEFT JOIN catalog_nametranslation t
        ON t.early_bird_id = r.id AND t.language = %(language)s
     WHERE r.active AND (r.change = 'percent' OR r.currency = %(currency)s)
        AND (r.product_id IS NULL
        OR r.product_id IN (SELECT product_id FROM catalog_option WHERE id = ANY (%(options)s)))) AS early,
    (SELECT id FROM catalog_taxclass WHERE standard) AS standard,
    (SELECT json_agg(json_build_array(
        name, kind, percent::text, amount, tax_class_id, location_id, age_min, valid_from, valid_until)
        ORDER BY position, id)
     FROM catalog_taxrate WHERE kind = 'percent' OR currency = %(currency)s) AS taxes,
    (SELECT json_build_array(
        c.id, c.code, c.percent::text, c.amount, c.currency, c.minimum, c.valid_from, c.valid_until, c.active,
        c.uses, c.most_uses, c.most_each,
        (SELECT uses FROM catalog_codeuse WHERE code_id = c.id AND customer_id = %(customer)s),
        (SELECT json_agg(json_build_array(product_id, option_id)) FROM catalog_codetarget WHERE code_id = c.id))
     FROM catalog_promotionalcode c
     WHERE c.code = %(code)s AND (c.amount IS NULL OR c.currency = %(currency)s)) AS code
""",
)


def rules(
    options: Iterable[int],
    *,
    at: datetime,
    code: str = "",
    customer: int | None = None,
    language: str | None = None,
) -> Rules:
    """All that pricing these options needs, with the code's limits as they stand for the customer. One query.

    Names are in `language` (the active one unless said), for lines and explanations.
    """
    business = facts.current()
    row = RULES.one(
        options=list(options),
        today=at.date() - timedelta(days=1),  # somewhere it is still yesterday
        code=code,
        customer=customer,
        currency=business.currency,
        language=words.language_of(language),
    )
    found: Mapping[str, Any] = row or {}
    places = {one[0]: Place(one[0], zone(one[1]), *one[2:]) for one in found["places"] or ()}
    return Rules(
        currency=business.currency,
        units={one[0]: _unit(one) for one in found["units"] or ()},
        options={one[0]: OptionRule(*one) for one in found["options"] or ()},
        products={one[0]: _product(one) for one in found["products"] or ()},
        places=places,
        first_place=next(iter(places)),
        standard_tax_class=found["standard"],
        seasons=[_season(one) for one in found["seasons"] or ()],
        group_rates=[
            GroupRule(n, name, _move(p, a), *rest) for n, name, p, a, *rest in found["groups"] or ()
        ],
        early_birds=[
            EarlyBirdRule(n, name, _move(p, a), *rest) for n, name, p, a, *rest in found["early"] or ()
        ],
        taxes=[_tax(one) for one in found["taxes"] or ()],
        code=_code(found["code"]) if found["code"] else None,
    )


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """A time zone by its name."""
    return ZoneInfo(name)


def _unit(one: list[Any]) -> UnitRule:
    number, option, name, price, currency, per, seats, most, age_min, age_max, *rest = one
    valid_from, valid_until, active, position = rest
    return UnitRule(
        id=number,
        option=option,
        name=name,
        price=price,
        currency=currency,
        per=per,
        seats=seats,
        most=most,
        age_min=age_min,
        age_max=age_max,
        valid_from=_day(valid_from),
        valid_until=_day(valid_until),
        active=active,
        position=position,
    )


def _product(one: list[Any]) -> ProductRule:
    number, name, kind, status, tax_class, location, deposit, percent, amount, days = one
    rule = DepositRule(deposit, _decimal(percent), amount, days)
    return ProductRule(number, name, kind, status, tax_class, location, rule)


def _season(one: list[Any]) -> SeasonRule:
    number, name, percent, amount, first, last, product, option, weekdays, priority, yearly = one
    return SeasonRule(
        id=number,
        name=name,
        move=_move(percent, amount),
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last),
        product=product,
        option=option,
        weekdays=frozenset(weekdays),
        priority=priority,
        yearly=yearly,
    )


def _tax(one: list[Any]) -> TaxRule:
    name, kind, percent, amount, tax_class, location, age_min, valid_from, valid_until = one
    return TaxRule(
        name=name,
        kind=kind,
        percent=_decimal(percent),
        amount=amount,
        tax_class=tax_class,
        location=location,
        age_min=age_min,
        valid_from=_day(valid_from),
        valid_until=_day(valid_until),
    )


def _code(one: list[Any]) -> CodeRule:
    (
        number,
        code,
        percent,
        amount,
        currency,
        minimum,
        begins,
        ends,
        active,
        uses,
        most,
        each,
        mine,
        targets,
    ) = one
    return CodeRule(
        id=number,
        code=code,
        percent=_decimal(percent),
        amount=amount,
        currency=currency,
        minimum=minimum,
        valid_from=datetime.fromisoformat(begins) if begins else None,
        valid_until=datetime.fromisoformat(ends) if ends else None,
        targets=frozenset((product, option) for product, option in targets or ()),
        active=active,
        uses=uses,
        most_uses=most,
        used_by_customer=mine or 0,
        most_each=each,
    )


def _move(percent: str | None, amount: int | None) -> Move:
    return Move(_decimal(percent), amount)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
