"""`sample/resources.toml`: boats, rooms, people and items of the sample business. A real one has its own."""

from datetime import time
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.types import Child
from apps.capacity import services
from apps.capacity.models import Resource, ResourceClass, Skill
from apps.capacity.packs.kinds import CLASS, SKILL
from apps.capacity.types import ExceptionKind
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.packs import found
from apps.tenancy import locations
from apps.tenancy.models import Location
from apps.tenancy.packs import Install, Pack, Sample, Table, Values, moments, shown
from apps.tenancy.packs.places import hours

SAMPLE: Final = "sample/resources.toml"


class Resources(Sample):
    """What the sample business has to work with."""

    kind = "resources"

    def collect(self, pack: Pack) -> list[Values]:
        """Every [[resource]], one for each of its names."""
        file = pack.file(SAMPLE)
        made: list[Values] = []
        for table in file.tables("resource", most=500) if file is not None else ():
            values = _read(table, pack)
            for name in _names(table):
                known = (values["class"], values["location"], name)
                if any((one["class"], one["location"], one["name"]) == known for one in made):
                    table.wrong("name", found=shown(name), expected=_("each is named once"))
                made.append({**values, "name": name})
        return made

    def write(self, found: Any, install: Install) -> int:
        """Make those that are not there."""
        known = {
            (one.resource_class_id, one.location_id, one.name)
            for one in Resource.objects.only("resource_class", "location", "name")
        }
        work = _Work(install)
        count = 0
        for position, one in enumerate(found):
            class_, place = work.class_of(one["class"]), work.place_of(one["location"])
            if class_ is None or place is None or (class_.pk, place.pk, one["name"]) in known:
                continue
            work.write(one, class_, place, position)
            count += 1
        return count


class _Work:
    """What resources refer to, each looked for once."""

    def __init__(self, install: Install) -> None:
        self.install = install
        self.places = {one.name: one for one in Location.objects.all()}
        self.members = {one.user.email: one for one in Member.objects.select_related("user")}
        self.classes: dict[str, ResourceClass | None] = {}
        self.skills: dict[str, Skill | None] = {}

    def class_of(self, key: str) -> ResourceClass | None:
        if key not in self.classes:
            self.classes[key] = found.by_name(ResourceClass, CLASS, key, self.install)
        return self.classes[key]

    def skill_of(self, key: str) -> Skill | None:
        if key not in self.skills:
            self.skills[key] = found.by_name(Skill, SKILL, key, self.install)
        return self.skills[key]

    def place_of(self, name: str) -> Location | None:
        return self.places.get(name) if name else locations.first()

    def write(self, one: Values, class_: ResourceClass, place: Location, position: int) -> None:
        skills = [self.skill_of(key) for key in one["skills"]]
        email = f"{one['member']}@{self.install.memory['slug']}.example"
        services.create_resource(
            values={
                "resource_class": class_,
                "name": one["name"],
                "location": place,
                "member": self.members.get(email) if one["member"] else None,
                "places": one["places"],
                "notes": one["notes"],
                "position": position,
            },
            children={
                "has_skills": [Child(None, {"skill": skill}) for skill in skills if skill is not None],
                "working_hours": [Child(None, columns) for columns in _hours(one["hours"])],
                "exceptions": [
                    Child(None, _exception_columns(row, self.install)) for row in one["exceptions"]
                ],
            },
            by=None,
            at=self.install.at,
        )


def _names(table: Table) -> list[str]:
    """`name`, or `names` of several that are alike."""
    if table.has("names"):
        if table.has("name"):
            table.wrong("names", found="“names”", expected=_("either name or names are expected"))
        names = table.texts("names", most=200, longest=80, least=1)
    else:
        names = [table.text("name", wanted=True)]
    table.close()
    return names


def _read(table: Table, pack: Pack) -> Values:
    values: Values = {
        "class": table.slug("class", wanted=True),
        "location": table.text("location", most=120),
        "places": table.whole("places", least=1, most=MOST_PEOPLE),
        "skills": table.texts("skills", most=40, longest=60),
        "member": table.text("member"),
        "hours": hours(table),
        "notes": table.text("notes", most=5000),
        "exceptions": [_exception(one) for one in table.tables("exceptions", most=40)],
    }
    for index, skill in enumerate(values["skills"]):
        pack.refer(SKILL, skill, table, "skills", index)
    pack.refer(CLASS, values["class"], table, "class")
    pack.refer("location", values["location"], table, "location")
    pack.refer("person", values["member"], table, "member")
    for name in ("name", "names"):
        table.value(name)
    return values


def _exception(table: Table) -> Values:
    values: Values = {
        "kind": table.one_of("kind", list(ExceptionKind), ExceptionKind.OFF.value),
        "first": moments.day(table, "first", wanted=True),
        "last": moments.day(table, "last") if table.has("last") else moments.day(table, "first"),
        "begins": moments.clock(table, "begins"),
        "ends": moments.clock(table, "ends"),
        "note": table.text("note", most=120),
    }
    moments.in_order(table, values, "first", "last")
    if bool(values["begins"]) != bool(values["ends"]):
        table.wrong("begins", found=shown(values["begins"]), expected=_("both times or neither are expected"))
    if values["kind"] == ExceptionKind.EXTRA and not values["begins"]:
        table.missing("begins")
    table.close()
    return values


def _hours(said: dict[str, list[list[str]]]) -> list[dict[str, Any]]:
    return [
        {
            "weekday": moments.DAYS.index(day),
            "begins": time.fromisoformat(begins),
            "ends": time.fromisoformat(ends) if ends < "24:00" else time(0),
        }
        for day, spans in said.items()
        for begins, ends in spans
    ]


def _exception_columns(said: Values, install: Install) -> dict[str, Any]:
    return {
        "kind": said["kind"],
        "first_day": moments.on(said["first"], install.at),
        "last_day": moments.on(said["last"], install.at),
        "begins": time.fromisoformat(said["begins"]) if said["begins"] else None,
        "ends": time.fromisoformat(said["ends"]) if said["ends"] else None,
        "note": said["note"],
    }
