"""What packs give of this app: roles, and the people of the sample business."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts import builtin, patterns, queries, services
from apps.accounts.models import Member, Role
from apps.tenancy.packs import Install, Item, Pack, Sample, Section, Table, Values, item, shown

# Apps that are still to come: their patterns are taken as they stand, as the built-in roles have them.
TO_COME: Final = frozenset(
    {
        *("bookings", "capacity", "sales", "payments", "invoicing", "passes", "rentals", "frontdesk", "pos"),
        *("growth", "finance", "diving", "lodging", "touring", "detailing", "parking", "staffing"),
        *("inventory", "messaging", "documents", "reports", "events"),
    }
)


class Roles(Section):
    """Roles by key; a built-in one is changed."""

    kind = "role"
    label = gettext_lazy("Role")
    words: ClassVar[Mapping[str, Any]] = {
        "name": gettext_lazy("Name"),
        "description": gettext_lazy("Description"),
        "may": gettext_lazy("Permissions"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[role]]."""
        found = []
        pack.named.setdefault("role", set()).update(builtin.roles())
        mine: set[str] = set()
        for table in pack.root.tables("role", most=60):
            key = table.key()
            name = table.word("name", wanted=True)
            values = {
                "name": name,
                "description": table.word("description", most=300),
                "may": _may(table, pack),
            }
            if key == builtin.OWNER:
                table.wrong("key", found=shown(key), expected=_("the owner's role is fixed"))
            if key in mine:
                table.wrong("key", found=shown(key), expected=_("this key stands further up already"))
            mine.add(key)
            pack.named["role"].add(key)
            table.close()
            found.append(item(key, values, name, table))
        return found

    def default(self, key: str, install: Install) -> Values | None:
        """A built-in role as shipped."""
        role = builtin.roles().get(key)
        if role is None:
            return None
        return {"name": role.name, "description": role.description, "may": list(role.may)}

    def read(self, key: str, install: Install) -> Values | None:
        """The role as it is now."""
        role = Role.objects.filter(key=key).first()
        return None if role is None else {"name": role.name, "description": role.description, "may": role.may}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change the role. Raises refusals of the services."""
        role = Role.objects.filter(key=key).first()
        if role is None:
            services.create_role(key=key, by=None, **values)
        else:
            services.update_role(role=role, by=None, **values)
        return None


def _may(table: Table, pack: Pack) -> list[str]:
    codes = queries.known_codes()
    shipped = {pattern for role in builtin.roles().values() for pattern in role.may}
    found = table.texts("may", least=1)
    for index, pattern in enumerate(found):
        bare = pattern.removeprefix("-").removesuffix(":own")
        app, _dot, name = bare.partition(".")
        if not patterns.is_pattern(pattern):
            table.wrong(
                "may", index, found=shown(pattern), expected=_("a pattern as customers.view is expected")
            )
        elif app == "records":
            _action, _line, type_ = name.partition("_")
            if type_ and "*" not in type_:
                pack.refer("record_type", type_, table, "may", index)
        elif (
            app not in TO_COME
            and pattern not in shipped
            and not any(patterns.matches(bare, code) for code in codes)
        ):
            table.wrong("may", index, found=shown(pattern), expected=_("no permission is called that"))
    return found


class People(Sample):
    """The team of the sample business."""

    kind = "people"

    def collect(self, pack: Pack) -> list[dict[str, str]]:
        """Every [[sample.person]]."""
        sample = pack.table("sample")
        found: list[dict[str, str]] = []
        for table in sample.tables("person") if sample is not None else ():
            person = {
                "name": table.text("name", wanted=True),
                "email": table.text("email", wanted=True),
                "role": table.text("role", wanted=True),
                "title": table.text("title"),
            }
            pack.refer("role", person["role"], table, "role")
            pack.named.setdefault("person", set()).add(person["email"])
            if any(one["email"] == person["email"] for one in found):
                table.wrong(
                    "email", found=shown(person["email"]), expected=_("somebody has this address already")
                )
            table.close()
            found.append(person)
        owners = [one for one in found if one["role"] == builtin.OWNER]
        if sample is not None and len(owners) != 1:
            sample.wrong(
                "",
                found=_("%(count)d owners") % {"count": len(owners)},
                expected=_("exactly one person is the owner"),
            )
        return found

    def write(self, found: Any, install: Install) -> int:
        """Make members of those who are none. Their password is the installation's for samples, or none."""
        slug = install.memory["slug"]
        known = set(Member.objects.values_list("user__email", flat=True))
        made = 0
        for person in found:
            email = f"{person['email']}@{slug}.example"
            if email in known:
                continue
            services.add_member(
                email=email,
                role=person["role"],
                name=person["name"],
                title=person["title"],
                password=install.memory.get("password"),
                at=install.at,
            )
            made += 1
        return made
