"""All declared screens, by "app.model". Filled by the `admin.py` of apps and by `backoffice.screens`."""

from collections.abc import Callable
from typing import Final, TypeVar

from django.db.models import Model

from apps.backoffice.screens.declaration import Screen
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
    """The screen of an address, None when there is none in this business."""
    key = f"{app}.{name}"
    return SCREENS.get(key) if key in SCREENS else None
