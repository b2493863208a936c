"""Hebrew and Arabic as they are seen: letters joined, and lines from right to left. Pure.

PDF draws glyphs from left to right in the order they are given, so what is read the other way is turned before it is
drawn. This is the part of Unicode's bidirectional algorithm that names, places and sentences need; marks that nobody
types into a booking (embeddings, overrides) are left out.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

_LAM: Final = "\u0644"
_TATWEEL: Final = "\u0640"
_MIRRORED: Final = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))
_NUMBERS: Final = frozenset({"EN", "AN"})
_RIGHT: Final = frozenset({"R", "AL"})


def _tables() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Letter → form → presentation, and alef → form → its ligature with a lam before it, as Unicode has them."""
    letters: dict[str, dict[str, str]] = defaultdict(dict)
    ligatures: dict[str, dict[str, str]] = defaultdict(dict)
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        said = [chr(int(part, 16)) for part in parts]
        if len(said) == 1:
            letters[said[0]].setdefault(form.strip("<>"), chr(code))
        elif len(said) == 2 and said[0] == _LAM:  # noqa: PLR2004  a pair
            ligatures[said[1]].setdefault(form.strip("<>"), chr(code))
    return dict(letters), dict(ligatures)


_LETTERS, _LIGATURES = _tables()


def is_right_to_left(text: str) -> bool:
    """Whether anything in it is read from right to left."""
    return any(unicodedata.bidirectional(one) in _RIGHT for one in text)


def visual(text: str) -> str:
    """One line as its glyphs stand from left to right."""
    if not is_right_to_left(text):
        return text
    clusters = _clusters(joined(text))
    levels = _levels([unicodedata.bidirectional(one[0]) for one in clusters])
    for level in range(max(levels), 0, -1):
        _turn(clusters, levels, level)
    return "".join(clusters)


def joined(text: str) -> str:
    """Arabic letters in the form that their neighbours give them; lam and alef as one."""
    found: list[str] = []
    skip = -1
    for place, one in enumerate(text):
        if place <= skip:
            continue
        after = _neighbour(text, place, 1)
        before = _joins_on(_neighbour(text, place, -1))
        if one == _LAM and place + 1 < len(text) and text[place + 1] in _LIGATURES:
            found.append(_LIGATURES[text[place + 1]]["final" if before else "isolated"])
            skip = place + 1
            continue
        forms = _LETTERS.get(one)
        found.append(one if forms is None else _form(forms, one, before=before, after=_takes(after)))
    return "".join(found)


def _form(forms: dict[str, str], one: str, *, before: bool, after: bool) -> str:
    on = after and "initial" in forms
    if before and "final" in forms:
        return forms.get("medial" if on else "final", one)
    return forms.get("initial" if on else "isolated", one)


def _neighbour(text: str, place: int, step: int) -> str:
    place += step
    while 0 <= place < len(text) and unicodedata.combining(text[place]):
        place += step
    return text[place] if 0 <= place < len(text) else ""


def _joins_on(one: str) -> bool:
    return one == _TATWEEL or "initial" in _LETTERS.get(one, ())


def _takes(one: str) -> bool:
    return one == _TATWEEL or "final" in _LETTERS.get(one, ())


def _clusters(text: str) -> list[str]:
    """Letters with the marks on them, which stay together."""
    found: list[str] = []
    for one in text:
        if found and unicodedata.combining(one):
            found[-1] += one
        else:
            found.append(one)
    return found


def _levels(kinds: Sequence[str]) -> list[int]:
    """Depth of each: even is read from left to right, odd from right to left. The first letter decides the line's."""
    first = next((kind for kind in kinds if kind == "L" or kind in _RIGHT), "L")
    base = int(first in _RIGHT)
    sides = _sides(kinds, base)
    found = []
    for kind, side in zip(kinds, sides, strict=True):
        if side == "R":
            found.append(2 if kind in _NUMBERS else 1)
        else:
            found.append(2 * base)
    return found


def _sides(kinds: Sequence[str], base: int) -> list[str]:
    """R or L for each: numbers go with the letter before them, what is neither with what stands on both its sides."""
    sides: list[str] = []
    last = "R" if base else "L"
    for kind in kinds:
        if kind == "L" or kind in _RIGHT:
            last = "L" if kind == "L" else "R"
        sides.append(last if kind == "L" or kind in _RIGHT or kind in _NUMBERS else "")
    outside = "R" if base else "L"
    for place, side in enumerate(sides):
        if not side:
            before = sides[place - 1] if place else outside
            after = next((one for one in sides[place:] if one), outside)
            sides[place] = before if before == after else outside
    return sides


def _turn(clusters: list[str], levels: list[int], level: int) -> None:
    """Reverse each stretch at least this deep."""
    start = 0
    while start < len(clusters):
        end = start
        while end < len(clusters) and levels[end] >= level:
            end += 1
        if end > start:
            turned = [_mirrored(one, levels[start + n], level) for n, one in enumerate(clusters[start:end])]
            clusters[start:end] = turned[::-1]
            levels[start:end] = levels[start:end][::-1]
        start = end + 1


def _mirrored(cluster: str, depth: int, level: int) -> str:
    return _MIRRORED.get(cluster, cluster) if depth == level and level % 2 else cluster
