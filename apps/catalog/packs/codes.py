"""`[[code]]` of `sample/selling.toml`: promotional codes of the sample business. A real one writes its own."""

import re
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.services import records
from apps.catalog.models import CodeTarget, Option, PromotionalCode
from apps.catalog.models.prices import CODE
from apps.catalog.packs import rows
from apps.catalog.packs.files import files, product_of
from apps.tenancy import facts
from apps.tenancy.packs import Install, Pack, Sample, Table, Values, moments, shown

SAMPLE: Final = "sample/selling.toml"
_CODE: Final = re.compile(CODE)


class Codes(Sample):
    """The codes of the sample business."""

    kind = "codes"

    def collect(self, pack: Pack) -> list[Values]:
        """Every [[code]]."""
        file = pack.file(SAMPLE)
        found: list[Values] = []
        for table in file.tables("code", most=100) if file is not None else ():
            one = _read(table, pack)
            if any(one["code"] == known["code"] for known in found):
                table.wrong("code", found=shown(one["code"]), expected=_("each code is named once"))
            found.append(one)
        return found

    def write(self, found: Any, install: Install) -> int:
        """Make those that are not there."""
        known = set(PromotionalCode.objects.values_list("code", flat=True))
        missing = [one for one in found if one["code"] not in known]
        for one in missing:
            code = records.create(
                record=PromotionalCode(), values=_columns(one, install), by=None, at=install.at
            )
            for slug, option in one["products"]:
                product = product_of(slug, install)
                target = Option.objects.filter(product=product, key=option).first() if option else None
                values = {"code": code, "product": product, "option": target}
                records.create(record=CodeTarget(), values=values, by=None, at=install.at)
        return len(missing)


def _read(table: Table, pack: Pack) -> Values:
    values: Values = {
        "code": table.matching(
            "code", _CODE, _("capital letters, digits and hyphens are expected"), wanted=True
        ),
        "description": table.word("description", most=200),
        "percent": table.decimal("percent", least=0, most=100),
        "amount": table.whole("minor", least=1, most=10**12),
        "minimum": table.whole("minimum", 0, most=10**12),
        "most_uses": table.whole("most_uses", least=1, most=10**6),
        "most_each": table.whole("most_each", least=1, most=10**6),
        "valid_from": moments.day(table, "valid_from"),
        "valid_until": moments.day(table, "valid_until"),
        "products": _targets(table, pack),
    }
    rows.either_or(table, "percent", "minor")
    moments.in_order(table, values, "valid_from", "valid_until")
    table.close()
    return values


def _targets(table: Table, pack: Pack) -> list[tuple[str, str]]:
    options = {one.slug: one.options for one in files(pack)}
    found = []
    for index, text in enumerate(table.texts("products", most=60)):
        slug, _slash, option = text.partition("/")
        pack.refer("product", slug, table, "products", index)
        if option and slug in options and option not in options[slug]:
            known = ", ".join(options[slug])
            table.wrong("products", index, found=shown(text),
                        expected=_("one of these is expected: %(known)s") % {"known": known})  # fmt: skip
        found.append((slug, option))
    return found


def _columns(one: Values, install: Install) -> Values:
    first, last = (moments.midnight(one[name], install.at) for name in ("valid_from", "valid_until"))
    return {
        **{
            name: one[name] for name in ("code", "description", "amount", "minimum", "most_uses", "most_each")
        },
        "percent": None if one["percent"] is None else Decimal(one["percent"]),
        "currency": facts.current().currency,
        "valid_from": first,
        "valid_until": last,
    }
