"""`[[resource_class]]` and `[[skill]]` of `selling.toml`: what products may need. Boats are the business's."""

from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy

from apps.backoffice.services import records
from apps.capacity import services
from apps.capacity.models import ResourceClass, Skill
from apps.capacity.models.resources import LONGEST_BUFFER
from apps.capacity.types import ResourceKind
from apps.catalog.packs import FILE, found
from apps.tenancy.packs import Install, Item, Pack, Section, Values, item, moments

CLASS: Final = "resource_class"
SKILL: Final = "skill"
_CLOCKS: Final = ("check_in", "check_out")


class ResourceClasses(Section):
    """Classes by key; in a business they are known by their names."""

    kind = CLASS
    label = gettext_lazy("Class of resources")
    words: ClassVar[Mapping[str, Any]] = {
        "kind": gettext_lazy("Kind"),
        "buffer_before": gettext_lazy("Minutes before"),
        "buffer_after": gettext_lazy("Minutes after"),
        "check_in": gettext_lazy("Stays begin"),
        "check_out": gettext_lazy("Stays end"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[resource_class]]."""
        file = pack.file(FILE)
        items = []
        pack.named.setdefault(CLASS, set())
        for place, table in enumerate(file.tables("resource_class", most=60) if file is not None else ()):
            key = table.slug("key", wanted=True)
            pack.name_one(CLASS, key, table)
            found.note(pack, CLASS, key, table)
            values: Values = {
                "name": table.word("name"),
                "kind": table.one_of("kind", list(ResourceKind), wanted=True),
                "buffer_before": table.whole("buffer_before", 0, most=LONGEST_BUFFER),
                "buffer_after": table.whole("buffer_after", 0, most=LONGEST_BUFFER),
                **{name: moments.clock(table, name) for name in _CLOCKS},
                "position": place,
            }
            table.close()
            items.append(item(key, values, values["name"], table))
        return items

    def read(self, key: str, install: Install) -> Values | None:
        """The class now."""
        row = found.by_name(ResourceClass, CLASS, key, install)
        if row is None:
            return None
        plain = ("name", "kind", "buffer_before", "buffer_after", "position")
        clocks = {name: getattr(row, name) for name in _CLOCKS}
        return {
            **{name: getattr(row, name) for name in plain},
            **{name: at.isoformat("minutes") if at is not None else "" for name, at in clocks.items()},
        }

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change it."""
        row = found.by_name(ResourceClass, CLASS, key, install)
        clocks = {name: time.fromisoformat(values[name]) if values[name] else None for name in _CLOCKS}
        given = {**{name: values[name] for name in values if name not in _CLOCKS}, **clocks}
        if row is None:
            records.create(record=ResourceClass(), values=given, by=None, at=install.at)
        else:
            services.update_class(record=row, values=given, by=None, at=install.at)
        return None


class Skills(Section):
    """Skills by key; in a business they are known by their names."""

    kind = SKILL
    label = gettext_lazy("Skill")

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[skill]]."""
        file = pack.file(FILE)
        items = []
        pack.named.setdefault(SKILL, set())
        for table in file.tables("skill", most=60) if file is not None else ():
            key = table.slug("key", wanted=True)
            pack.name_one(SKILL, key, table)
            found.note(pack, SKILL, key, table)
            values = {"name": table.word("name")}
            table.close()
            items.append(item(key, values, values["name"], table))
        return items

    def read(self, key: str, install: Install) -> Values | None:
        """The skill now."""
        row = found.by_name(Skill, SKILL, key, install)
        return None if row is None else {"name": row.name}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change it."""
        row = found.by_name(Skill, SKILL, key, install)
        given = {"name": values["name"]}
        if row is None:
            records.create(record=Skill(), values=given, by=None, at=install.at)
        else:
            records.update(record=row, values=given, by=None, at=install.at)
        return None
