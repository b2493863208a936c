"""All screens: those that code declares, by "app.model", and one per record type of the bound business.

Filled by the `admin.py` of apps and by `backoffice.screens`.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from django.db.models import Model

from apps.accounts.models import Member
from apps.backoffice import request_cache
from apps.backoffice.queries import record_types
from apps.backoffice.screens import wording
from apps.backoffice.screens.declaration import Extension, Screen
from apps.backoffice.screens.records import APP, RecordScreen
from apps.kernel.registry import Registry

SCREENS: Final[Registry[Screen]] = Registry("screen")
EXTENSIONS: Final[dict[type[Model], list[Extension]]] = {}
S = TypeVar("S", bound=type[Screen])
E = TypeVar("E", bound=type[Extension])


def screen(
    model: type[Model], *, group: object, icon: str = "table_rows", position: int = 100
) -> Callable[[S], S]:
    """Declare the screen of a model. `group` is the heading it stands under in the navigation."""

    def declare(declared: S) -> S:
        declared.model = model
        declared.app, declared.name = model._meta.app_label, str(model._meta.model_name)
        declared.group, declared.icon, declared.position = group, icon, position  # type: ignore[assignment]
        made = declared()
        for extension in EXTENSIONS.get(model, ()):
            made.extend(extension)
        SCREENS.add(made.key, made)
        return declared

    return declare


def extend(model: type[Model]) -> Callable[[E], E]:
    """Add what only a higher app knows to the screen of a lower app's model, whichever is declared first."""

    def declare(extension: E) -> E:
        made = extension()
        EXTENSIONS.setdefault(model, []).append(made)
        key = f"{model._meta.app_label}.{model._meta.model_name}"
        if key in SCREENS:
            SCREENS.get(key).extend(made)
        return extension

    return declare


def find(app: str, name: str) -> Screen | None:
    """The screen of an address, None when there is none in this business. One query per request for record types."""
    if app == APP:
        return _of_types().get(name)
    key = f"{app}.{name}"
    return SCREENS.get(key) if key in SCREENS else None


def every() -> list[Screen]:
    """All screens of the bound business, in the order of the navigation. One query per request at most."""
    return sorted([*SCREENS, *_of_types().values()], key=lambda one: one.position)


def all_screens(member: Member) -> list[Screen]:
    """Those whose records the member may see and the owner has not hidden, in the owner's order. Two queries per
    request at most.
    """
    shown = [one for one in every() if one.may(member, "view") and not wording.is_hidden(one.key)]
    return sorted(shown, key=_placed)


def _placed(screen: Screen) -> tuple[bool, int]:
    """Those the owner placed come first; the others stay as they are declared."""
    position, _group = wording.place(screen.key)
    return (position is None, 0 if position is None else position)


def _of_types() -> dict[str, Screen]:
    return request_cache.once("record screens", _make)


def _make() -> dict[str, Screen]:
    return {key: RecordScreen(type_) for key, type_ in record_types.active().items()}
