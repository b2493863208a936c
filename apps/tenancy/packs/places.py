"""What packs give of this app: how a business begins, its taxes, and the places of the sample business."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar, Final

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenancy import locations
from apps.tenancy.models import Location, OpeningHours, TaxProfile
from apps.tenancy.models.places import time_zones
from apps.tenancy.packs.folder import Pack
from apps.tenancy.packs.moments import DAYS
from apps.tenancy.packs.report import shown
from apps.tenancy.packs.sections import Install, Item, Sample, Section, Values, item
from apps.tenancy.packs.tables import Table

_HOURS: Final = re.compile(
    r"(?P<first>mon|tue|wed|thu|fri|sat|sun)(?:-(?P<last>mon|tue|wed|thu|fri|sat|sun))?\s+"
    r"(?P<spans>closed|(?:[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d\s*)+)"
)
_ENGLISH: Final = Locale("en")
_TEXTS: Final = ("street", "postal_code", "city", "region", "phone", "email")


class Settings(Section):
    """`[settings]`: what a business made from the pack begins with, and how prices are stated."""

    kind = "setting"
    label = gettext_lazy("Setting")
    words: ClassVar[Mapping[str, Any]] = {"prices_include_tax": gettext_lazy("Prices include tax")}

    def collect(self, pack: Pack) -> list[Item]:
        """The table; currency, zone, language and country are left in `pack.shared["settings"]`."""
        table = pack.table("settings")
        if table is None:
            pack.shared["settings"] = {}
            return []
        pack.shared["settings"] = {
            "currency": currency(table, "currency"),
            "time_zone": zone(table, "time_zone"),
            "language": table.one_of("language", pack.languages, pack.languages[0]),
            "country": country(table, "country"),
        }
        if not table.has("prices_include_tax"):
            return []
        values = {"prices_include_tax": table.flag("prices_include_tax")}
        return [item("tax", values, _("Taxes"), table)]

    def default(self, key: str, install: Install) -> Values | None:
        """As provisioning makes it."""
        return {"prices_include_tax": True}

    def read(self, key: str, install: Install) -> Values | None:
        """Of the first tax profile."""
        profile = TaxProfile.objects.order_by("pk").first()
        return None if profile is None else {"prices_include_tax": profile.prices_include_tax}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Change the first tax profile."""
        profile = TaxProfile.objects.order_by("pk").first()
        if profile is not None:
            profile.prices_include_tax = values["prices_include_tax"]
            profile.save(update_fields=["prices_include_tax"])
        return None


class Places(Sample):
    """The places of the sample business; the first is the one every business begins with."""

    kind = "places"

    def collect(self, pack: Pack) -> list[dict[str, Any]]:
        """The head of [sample] and every [[sample.location]]."""
        sample = pack.table("sample")
        if sample is None:
            return []
        pack.shared["sample"] = {
            "slug": sample.slug("slug", wanted=True),
            "name": sample.text("name", wanted=True),
        }
        return [_location(table, pack) for table in sample.tables("location", least=1)]

    def write(self, found: Any, install: Install) -> int:
        """Make places of names that are not there."""
        first = Location.objects.order_by("pk").first()
        known = set(Location.objects.values_list("name", flat=True))
        made = 0
        for place in found:
            if place["name"] in known and not (first is not None and first.name == place["name"]):
                continue
            fresh = first is not None and not first.street and not first.city
            if place["name"] in known and not fresh:
                continue
            row = first if fresh and first is not None else Location(tax_profile=TaxProfile.objects.first())
            first = None
            for name in ("name", "time_zone", "country", *_TEXTS):
                setattr(row, name, place[name])
            locations.save_location(location=row, at=install.at)
            OpeningHours.objects.bulk_create(
                OpeningHours(
                    location=row,
                    weekday=DAYS.index(day),
                    opens=time.fromisoformat(begin),
                    closes=time.fromisoformat(end) if end < "24:00" else time(0),
                )
                for day, spans in place["hours"].items()
                for begin, end in spans
            )
            made += 1
        return made


def _location(table: Table, pack: Pack) -> dict[str, Any]:
    settings = pack.shared.get("settings") or {}
    found: dict[str, Any] = {name: table.text(name, most=200) for name in _TEXTS}
    found |= {
        "name": table.text("name", most=120, wanted=True),
        "country": country(table, "country") or settings.get("country", ""),
        "time_zone": zone(table, "time_zone") or settings.get("time_zone") or "UTC",
        "hours": hours(table),
    }
    try:
        Location(**{name: found[name] for name in ("name", "time_zone", "country", *_TEXTS)}).clean_fields(
            exclude=["tenant"]
        )
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            table.wrong(name, found=f"{name} = {shown(found.get(name))}", expected=sentences[0])
    pack.name_one("location", found["name"], table, "name")
    table.close()
    return found


def hours(table: Table) -> dict[str, list[list[str]]]:
    """Spans by day, of lines as "mon-fri 07:00-18:00"."""
    found: dict[str, list[list[str]]] = {}
    for index, text in enumerate(table.texts("hours")):
        read = _HOURS.fullmatch(text)
        spans = (
            [span.split("-") for span in read["spans"].split()] if read and read["spans"] != "closed" else []
        )
        if read is None or any(begin >= end or end > "24:00" for begin, end in spans):
            table.wrong(
                "hours",
                index,
                found=shown(text),
                expected=_("“mon-fri 07:00-18:00” or “sun closed” is expected"),
            )
            continue
        first = DAYS.index(read["first"])
        last = DAYS.index(read["last"] or read["first"])
        found |= dict.fromkeys(DAYS[first : last + 1], spans)
    return found


def currency(table: Table, name: str, *, wanted: bool = False) -> str:
    """An ISO currency."""
    value = table.text(name, wanted=wanted)
    if value and value not in _ENGLISH.currencies:
        table.wrong(name, found=f"{name} = {shown(value)}", expected=_("a currency as EUR is expected"))
        return ""
    return value


def country(table: Table, name: str) -> str:
    """An ISO country."""
    value = table.text(name)
    if value and (len(value) != 2 or not value.isupper() or value not in _ENGLISH.territories):  # noqa: PLR2004
        table.wrong(name, found=f"{name} = {shown(value)}", expected=_("a country as BZ is expected"))
        return ""
    return value


def zone(table: Table, name: str) -> str:
    """An IANA time zone."""
    value = table.text(name)
    if value and value not in time_zones():
        table.wrong(
            name, found=f"{name} = {shown(value)}", expected=_("a time zone as Europe/Paris is expected")
        )
        return ""
    return value
