"""The stylesheet of one business. Pure."""

from typing import Final

from apps.backoffice.look.colours import Palette, palettes

THEMES: Final = {"light": "light", "dark": "dark"}


def stylesheet(*, accent: str, theme: str = "", scope: str = ":root") -> str:
    """Tokens that override those of quayside.css; `theme` holds light or dark fast, whatever the device prefers."""
    rules = []
    if theme in THEMES:
        rules.append(f"{scope} {{ color-scheme: {theme}; }}")
    if accent:
        light, dark = palettes(accent)
        rules.append(f"{scope} {{ {_tokens(light, dark)} }}")
    return "\n".join(rules) + "\n" if rules else ""


def _tokens(light: Palette, dark: Palette) -> str:
    pairs = {
        "--accent": (light.accent, dark.accent),
        "--accent-strong": (light.strong, dark.strong),
        "--accent-ink": (light.ink, dark.ink),
        "--accent-tint": (light.tint, dark.tint),
    }
    return " ".join(f"{name}: light-dark({one}, {other});" for name, (one, other) in pairs.items())


def preview(accent: str) -> str:
    """Both schemes of a colour nobody has chosen yet, each in a box of its own on the settings page."""
    boxes = (stylesheet(accent=accent, theme=theme, scope=f".look-{theme}") for theme in THEMES)
    return "".join(boxes)
