"""All screens: those that code declares, by "app.model", and one per record type of the bound business.

Filled by the `admin.py` of apps and by `backoffice.screens`.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from django.db.models import Model

from apps.accounts.models import Member
from apps.backoffice import kept
from apps.backoffice.queries import record_types
from apps.backoffice.screens import wording
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.records import APP, RecordScreen
from apps.kernel.registry import Registry

SCREENS: Final[Registry[Screen]] = Registry("screen")
S = TypeVar("S", bound=type[Screen])


def screen(
    model: type[Model], *, group: object, icon: str = "table_rows", position: int = 100
) -> Callable[[S], S]:
    """Declare the screen of a model. `group` is the heading it stands under in the navigation."""

    def declare(declared: S) -> S:
        declared.model = model
        declared.app, declared.name = model._meta.app_label, str(model._meta.model_name)
        declared.group, declared.icon, declared.position = group, icon, position  # type: ignore[assignment]
        made = declared()
        SCREENS.add(made.key, made)
        return declared

    return declare


def find(app: str, name: str) -> Screen | None:
    """The screen of an address, None when there is none. One query per request for all record types."""
    if app == APP:
        return _of_types().get(name)
    key = f"{app}.{name}"
    return SCREENS.get(key) if key in SCREENS else None


def every() -> list[Screen]:
    """All screens of the bound business, declared ones first."""
    return [*SCREENS, *_of_types().values()]


def all_screens(member: Member) -> list[Screen]:
    """The screens of the member's navigation: what they may see and the owner has not hidden. Two queries at most."""
    return [one for one in every() if one.may(member, "view") and not wording.is_hidden(one.key)]


def _of_types() -> dict[str, Screen]:
    return kept.once("record screens", _make)


def _make() -> dict[str, Screen]:
    return {key: RecordScreen(type_) for key, type_ in record_types.active().items()}
