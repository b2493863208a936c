"""What the search page and the palette find: pages by their names, records by what is written in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Member, User
from apps.backoffice import navigation
from apps.backoffice.attributes import Attribute
from apps.backoffice.folding import fold
from apps.backoffice.navigation import Item
from apps.backoffice.queries import search
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Rows, Screen
from apps.backoffice.types import Kind

MOST: Final = 8
DETAILS: Final = 2
# Kinds whose values tell nothing without their label.
MUTE: Final = frozenset({Kind.YES_NO, Kind.NUMBER, Kind.FILE, Kind.IMAGE, Kind.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was found, with what tells it from others of its name."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one screen, the best first. `more` says that there are further ones, which `url` lists."""

    label: str
    icon: str
    url: str
    records: list[Record]
    more: bool


def records(member: Member, text: str, *, most: int = MOST) -> list[Group]:
    """At most `most` matching records of each screen the member may see, in the order of the navigation.

    One query, and one or two for each screen with a match; none without a word.
    """
    if not search.terms(text):
        return []
    screens = [one for one in registry.all_screens(member) if one.search_everywhere]
    indexed = [one.key for one in screens if not one.search_lookups]
    keys: dict[str, list[int]] = {}
    for hit in search.hits(indexed, text, most=most + 1):
        keys.setdefault(hit.kind, []).append(hit.record_id)
    groups = []
    for screen in screens:
        found = _best(screen, member, text, keys.get(screen.key, []), most=most + 1)
        if found:
            groups.append(_group(screen, found, text, most=most))
    return groups


def _best(screen: Screen, member: Member, text: str, keys: Sequence[int], *, most: int) -> list[Any]:
    """The records behind the keys in their order, where the member may see them all; else those they may see."""
    if not keys and not screen.search_lookups:
        return []
    rows = screen.joined(screen.rows(member), _details(screen))
    if keys:
        by_key = {row.pk: row for row in rows.filter(search.is_one_of(keys))}
        if len(by_key) == len(keys):
            return [by_key[key] for key in keys]
    return list(_newest(screen.searched(rows, text))[:most])


def _newest(rows: Rows) -> Rows:
    return rows.order_by("-pk")


def _group(screen: Screen, found: Sequence[Any], text: str, *, most: int) -> Group:
    url = f"{navigation.list_url(screen)}?{urlencode({'q': text.strip()[: search.LONGEST_QUERY]})}"
    shown = [_record(screen, one) for one in found[:most]]
    return Group(str(screen.label_plural), screen.icon, url, shown, more=len(found) > most)


def _record(screen: Screen, record: Any) -> Record:
    title = screen.title(record)
    said = (one.text(one.value(record)) for one in _details(screen))
    detail = " · ".join(dict.fromkeys(text for text in said if text and text not in title))
    url = reverse("office_detail", args=[screen.app, screen.name, record.pk])
    return Record(title, detail, url)


def _details(screen: Screen) -> list[Attribute]:
    """The first columns of the list after the title."""
    known = {one.key: one for one in screen.attributes() if not one.sensitive and one.kind not in MUTE}
    wanted = [known[key] for key in screen.columns if key in known]
    return wanted[: DETAILS + 1]


def pages(user: User, member: Member, text: str, *, open_: bool) -> list[Item]:
    """Pages of the navigation and new records that may be begun, by all words of the text; all without one."""
    words = fold(text).split()
    found = [item for group in navigation.groups(user, member, open_=open_) for item in group.items]
    if open_:
        found += [_add(screen) for screen in registry.all_screens(member) if _may_add(screen, member)]
    return [item for item in found if all(word in fold(item.label) for word in words)]


def _may_add(screen: Screen, member: Member) -> bool:
    return screen.addable and screen.may(member, "add")


def _add(screen: Screen) -> Item:
    label = _("Add %(what)s") % {"what": str(screen.label).lower()}
    url = reverse(screen.add_url) if screen.add_url else reverse("office_add", args=[screen.app, screen.name])
    return Item(label, url, "add")
