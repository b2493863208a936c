"""Permission patterns in words: what a list of them grants, app by app."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.accounts import patterns, queries

ACTIONS = {
    "view": lambda: _("see"),
    "add": lambda: _("add"),
    "change": lambda: _("change"),
    "delete": lambda: _("delete"),
}


@dataclass(slots=True)
class Thing:
    """One kind of thing and what may be done with it."""

    name: str
    actions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Area:
    """One app with the things of it that are granted."""

    name: str
    things: list[Thing]


def granted(lists: patterns.Lists) -> list[Area]:
    """Everything the installed apps know that the lists permit, by app."""
    areas = []
    for config in apps.get_app_configs():
        things = [_thing(model, lists) for model in config.get_models()]
        shown = [thing for thing in things if thing.actions]
        if shown:
            areas.append(Area(str(config.verbose_name), sorted(shown, key=lambda t: t.name)))
    return sorted(areas, key=lambda area: area.name)


def _thing(model: type, lists: patterns.Lists) -> Thing:
    options = model._meta  # type: ignore[attr-defined]
    thing = Thing(capfirst(str(options.verbose_name_plural)))
    standard = [(f"{a}_{options.model_name}", _verb(a)) for a in options.default_permissions]
    for codename, label in [*standard, *((c, str(text)) for c, text in options.permissions)]:
        said = patterns.may(lists, f"{options.app_label}.{codename}")
        if said != "no":
            thing.actions.append(label if said == "all" else _("%(action)s own") % {"action": label})
    return thing


def _verb(action: str) -> str:
    said = ACTIONS.get(action)
    return said() if said else action


def unknown(may: Iterable[str]) -> list[str]:
    """Patterns that match nothing installed: of modules the business does not have, or misspelt."""
    codes = queries.known_codes()
    return [p for p in may if not any(patterns.matches(p, code) for code in codes)]
