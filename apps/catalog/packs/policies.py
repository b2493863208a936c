"""`[[policy]]` of `selling.toml`: what is given back when."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.services import records
from apps.catalog.models import CancellationPolicy, CancellationRule
from apps.catalog.models.policies import LONGEST_NOTICE
from apps.catalog.packs import found, rows, spoken
from apps.catalog.packs.files import FILE
from apps.tenancy import facts
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item

KIND: Final = "policy"
NAMES: Final = "names"
_COLUMNS: Final = ("name", "description", "no_show_percent", "changes_until", "change_fee", "standard")


class Policies(Section):
    """Cancellation policies by key; in a business they are known by their names."""

    kind = KIND
    label = gettext_lazy("Cancellation policy")
    words: ClassVar[Mapping[str, Any]] = {
        "standard": gettext_lazy("For products that name none"),
        "no_show_percent": gettext_lazy("Kept on a no-show, percent"),
        "changes_until": gettext_lazy("Changes until, hours before"),
        "change_fee": gettext_lazy("Fee for a change"),
        "rules": gettext_lazy("Rules"),
        NAMES: gettext_lazy("In other languages"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[policy]]."""
        file = pack.file(FILE)
        items = []
        pack.named.setdefault(KIND, set())
        for table in file.tables("policy", most=60) if file is not None else ():
            key = table.slug("key", wanted=True)
            pack.name_one(KIND, key, table)
            found.note(pack, KIND, key, table)
            values: Values = {
                "name": table.word("name"),
                "description": table.word("description", most=5000),
                "no_show_percent": table.whole("no_show", 100, most=100),
                "changes_until": table.whole("changes_until", 0, most=LONGEST_NOTICE),
                "change_fee": table.whole("change_fee", 0, most=10**12),
                "standard": table.flag("standard"),
                "rules": _rules(table),
            }
            if names := spoken.collect(table, "name", "description", most={"description": 5000}):
                values[NAMES] = names
            table.close()
            items.append(item(key, values, values["name"], table))
        return items

    def read(self, key: str, install: Install) -> Values | None:
        """The policy now."""
        row = found.by_name(CancellationPolicy, KIND, key, install)
        if row is None:
            return None
        rules = row.rules.order_by("-hours_before").values_list("hours_before", "refund_percent")
        values: Values = {
            **{name: getattr(row, name) for name in _COLUMNS},
            "rules": [{"hours": hours, "refund": refund} for hours, refund in rules],
        }
        # Left out where there are none, as in packs that bring none.
        names = spoken.of_rows("policy", [row], "name", "description").get(row.pk)
        return {**values, NAMES: names} if names else values

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change it."""
        row = found.by_name(CancellationPolicy, KIND, key, install)
        now = self.read(key, install)
        others = CancellationPolicy.objects.filter(standard=True).exclude(pk=row.pk if row else 0)
        given = {name: values[name] for name in _COLUMNS}
        given["standard"] = bool(values["standard"] and not others.exists())
        given["currency"] = facts.current().currency
        if row is None:
            row = records.create(record=CancellationPolicy(), values=given, by=None, at=install.at)
        else:
            records.update(record=row, values=given, by=None, at=install.at)
        if now is None or not rows.same(values["rules"], now["rules"]):
            # One by one they might meet hours that another rule still has.
            row.rules.all().delete()
            wanted = [
                {"hours_before": one["hours"], "refund_percent": one["refund"]} for one in values["rules"]
            ]
            rows.fit(CancellationRule, [], wanted, install, policy=row)
        spoken.write("policy", row, values.get(NAMES, {}), install)
        return None

    def said(self, member: str, value: Any) -> str:
        """Rules by their hours."""
        if isinstance(value, list):
            return rows.named(value, lambda one: f"{one['hours']} h: {one['refund']} %")
        if isinstance(value, dict):
            return spoken.in_words(value)
        return str(value)


def _rules(table: Table) -> list[Values]:
    values: list[Values] = []
    for one in table.tables("rules", most=20):
        hours = one.whole("hours", most=LONGEST_NOTICE, wanted=True)
        refund = one.whole("refund", most=100, wanted=True)
        if any(known["hours"] == hours for known in values):
            one.wrong("hours", found=str(hours), expected=_("each number of hours is named once"))
        else:
            values.append({"hours": hours, "refund": refund})
        one.close()
    return sorted(values, key=lambda one: -(one["hours"] or 0))
