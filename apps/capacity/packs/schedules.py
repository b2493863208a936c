"""When products take place, what they need besides, and how many places pools have: in the products' own files."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.capacity import services
from apps.capacity.models import Pattern, Pool, Requirement, ResourceClass, Skill
from apps.capacity.packs import patterns
from apps.capacity.packs.kinds import CLASS, SKILL
from apps.capacity.types import Each
from apps.catalog.models import Option, Product
from apps.catalog.packs import ProductFile, files, product_of
from apps.catalog.packs import found as found_by
from apps.catalog.types import Kind
from apps.tenancy import locations
from apps.tenancy.models import Location
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, shown

PATTERNS, POOLS, NEEDS = "patterns", "pools", "requirements"
_MOST_PLACES: Final = 1_000_000


class Schedules(Section):
    """By the product's slug; the patterns and the pools of each option are a member of their own."""

    kind = "schedule"
    label = gettext_lazy("Schedule")
    words: ClassVar[Mapping[str, Any]] = {NEEDS: gettext_lazy("Requirements")}

    def collect(self, pack: Pack) -> list[Item]:
        """Every product that says something of it."""
        return [
            item(one.slug, values, one.name, one.table)
            for one in files(pack)
            if (values := _collect(one, pack))
        ]

    def read(self, key: str, install: Install) -> Values | None:
        """What the product has now; None where it has nothing."""
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """The same for several, in four queries beside those for the products."""
        products = {key: product for key in keys if (product := product_of(key, install)) is not None}
        found: dict[int, Values] = {product.pk: {} for product in products.values()}
        for number, needs in _needs_now(found, install).items():
            found[number][NEEDS] = needs
        rows = Pattern.objects.filter(option__product__in=found).select_related("location", "option")
        for row in rows.prefetch_related("sessions").order_by("option", "pk"):
            found[row.option.product_id].setdefault(f"{PATTERNS} {row.option.key}", []).append(
                patterns.now(row)
            )
        pools = Pool.objects.filter(option__product__in=found)
        for pool in pools.select_related("location", "option"):
            said = {"location": pool.location.name, "places": pool.capacity}
            found[pool.option.product_id].setdefault(f"{POOLS} {pool.option.key}", []).append(said)
        return {key: (found[products[key].pk] or None) if key in products else None for key in keys}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Write what differs. Departures follow their patterns at once."""
        product = product_of(key, install)
        if product is None:
            return None
        now = self.read(key, install) or {}
        options = {one.key: one for one in Option.objects.filter(product=product)}
        places = {one.name: one for one in Location.objects.all()}
        for member, said in values.items():
            what, _space, option = member.partition(" ")
            if said == now.get(member):
                continue
            if what == NEEDS:
                _write_needs(product, said, options, install)
            elif option in options and what == PATTERNS:
                patterns.write(options[option], said, places, install)
            elif option in options and what == POOLS:
                _write_pools(options[option], said, places, install)
        return None

    def said(self, member: str, value: Any) -> str:
        """How many there are, and what of."""
        if not isinstance(value, list):
            return str(value)
        return ", ".join(_in_words(one) for one in value)


def _in_words(one: Values) -> str:
    if "places" in one:
        return f"{one['location']} {one['places']}".strip()
    if "quantity" in one:
        return f"{one['quantity']} × {one['skill'] or one['class']}"
    days = ", ".join(str(day) for day in (one["dates"] or one["weekdays"]))
    return f"{days} {', '.join(one['times'])}".strip()


def _collect(one: ProductFile, pack: Pack) -> Values:
    values: Values = {}
    if needs := [_need(table, one, pack) for table in one.whole.tables("requirement", most=40)]:
        values[NEEDS] = needs
    for key, option in one.options.items():
        tables = option.tables("pattern", most=40)
        if said := [patterns.read(table, pack) for table in tables]:
            _only(one, option, "pattern", Kind.DEPARTURE)
            values[f"{PATTERNS} {key}"] = said
        if pools := [_pool(table, pack) for table in option.tables("pool", most=60)]:
            _only(one, option, "pool", Kind.PASS)
            values[f"{POOLS} {key}"] = pools
    return values


def _only(one: ProductFile, table: Table, name: str, kind: Kind) -> None:
    if one.kind and one.kind != kind:
        table.wrong(name, found=_("“%(name)s” of a product of the kind %(kind)s") % {"name": name, "kind": one.kind},
                    expected=_("only %(kinds)s have it") % {"kinds": kind.value})  # fmt: skip


def _need(table: Table, one: ProductFile, pack: Pack) -> Values:
    of_departures = one.kind == Kind.DEPARTURE
    values: Values = {
        "option": table.slug("option"),
        "class": table.slug("class"),
        "skill": table.slug("skill"),
        "quantity": table.whole("quantity", 1, least=1, most=100),
        "each": table.one_of("each", list(Each), (Each.DEPARTURE if of_departures else Each.BOOKING).value),
    }
    if not values["class"] and not values["skill"]:
        table.missing("class / skill")
    if values["option"] and values["option"] not in one.options:
        known = ", ".join(one.options)
        table.wrong("option", found=shown(values["option"]),
                    expected=_("one of these is expected: %(known)s") % {"known": known})  # fmt: skip
    pack.refer(CLASS, values["class"], table, "class")
    pack.refer(SKILL, values["skill"], table, "skill")
    table.close()
    return values


def _pool(table: Table, pack: Pack) -> Values:
    values: Values = {
        "location": table.text("location", most=120),
        "places": table.whole("places", most=_MOST_PLACES, wanted=True),
    }
    pack.refer("location", values["location"], table, "location")
    table.close()
    return values


def _needs_now(products: Collection[int], install: Install) -> dict[int, list[Values]]:
    """By product; of those that have some."""
    rows = Requirement.objects.filter(product__in=products).select_related(
        "option", "resource_class", "skill"
    )
    found: dict[int, list[Values]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.product_id, []).append(
            {
                "option": row.option.key if row.option is not None else "",
                "class": found_by.key_of(row.resource_class, CLASS, install.pack),
                "skill": found_by.key_of(row.skill, SKILL, install.pack),
                "quantity": row.quantity,
                "each": row.each,
            }
        )
    return found


def _write_needs(
    product: Product, said: list[Values], options: Mapping[str, Option], install: Install
) -> None:
    for row in Requirement.objects.filter(product=product):
        services.delete_requirement(record=row, by=None, at=install.at)
    for one in said:
        class_ = found_by.row_of(ResourceClass, CLASS, one["class"], install)
        skill = found_by.row_of(Skill, SKILL, one["skill"], install)
        if class_ is None and skill is None:
            continue  # the business has renamed or removed it
        values: Values = {"product": product, "option": options.get(one["option"]), "resource_class": class_}
        values |= {"skill": skill, "quantity": one["quantity"], "each": one["each"]}
        services.create_requirement(values=values, by=None, at=install.at)


def _write_pools(
    option: Option, said: list[Values], places: Mapping[str, Location], install: Install
) -> None:
    """Pools at the places that are named, one for each; at the first where the business has no such place.

    What is taken is never removed.
    """
    standing = {one.location_id: one for one in Pool.objects.filter(option=option)}
    done: set[int] = set()
    for one in said:
        place = places.get(one["location"]) or locations.first()
        if place is None or place.pk in done:
            continue
        done.add(place.pk)
        pool = standing.pop(place.pk, None)
        if pool is None:
            values = {"option": option, "location": place, "capacity": one["places"]}
            services.create_pool(values=values, by=None, at=install.at)
        else:
            values = {"capacity": max(one["places"], pool.booked)}
            services.update_pool(record=pool, values=values, by=None, at=install.at)
    for pool in standing.values():
        if not pool.booked:
            services.delete_pool(record=pool, by=None, at=install.at)
