"""Names of the icons that cards may carry; each is drawn in templates/site/includes/icon.html."""

from typing import Final

NAMES: Final = (
    *("anchor", "bed", "boat", "calendar", "camera", "car", "check", "clock", "compass", "drop", "fish"),
    *("food", "heart", "key", "leaf", "lock", "map", "mountain", "parking", "people", "phone", "shield"),
    *("sparkle", "star", "sun", "ticket", "tools", "wave", "wifi"),
)
