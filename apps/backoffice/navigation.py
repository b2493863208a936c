"""What stands in the navigation: Today, the screens a member may see by what people do, and the business's settings."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts import home
from apps.accounts.models import Member, User
from apps.backoffice.lists.query import of_subset
from apps.backoffice.models import SavedView
from apps.backoffice.queries import views
from apps.backoffice.screens import registry, wording
from apps.backoffice.screens.declaration import Screen


@dataclass(frozen=True, slots=True)
class Item:
    """One page. `icon` is a Material Symbol."""

    label: str
    url: str
    icon: str
    key: str = ""
    view: int | None = None

    def is_here(self, path: str, view: str = "") -> bool:
        """Whether the page at this path is this one or stands below it; `view` is the saved view it shows."""
        if self.view is not None:
            return path == self.url.partition("?")[0] and view == str(self.view)
        own = self.url.partition("?")[0]
        return path == own if own in ("/admin/", "/home/") else path.startswith(own)


@dataclass(slots=True)
class Group:
    """Pages under one heading."""

    label: str
    items: list[Item] = field(default_factory=list)


def groups(user: User, member: Member, *, open_: bool) -> list[Group]:
    """Everything the member may open. Three queries at most: record types, words and pinned views."""
    if not open_:
        return [_settings(user, open_=False)]
    found = {"": Group("", [Item(_("Today"), reverse("office_today"), "today")])}
    pinned: dict[str, list[SavedView]] = {}
    for view in views.pinned(member):
        pinned.setdefault(view.on, []).append(view)
    for screen in registry.all_screens(member):
        if not screen.listed:
            continue
        heading = wording.place(screen.key)[1] or str(screen.group)
        group = found.setdefault(heading, Group(heading))
        group.items.append(Item(str(screen.label_plural), _opens(screen), screen.icon, screen.key))
        for view in pinned.get(screen.key, ()):
            url = f"{list_url(screen)}?view={view.pk}"
            group.items.append(Item(view.name, url, "keep", screen.key, view.pk))
    for entry, url in home.entries_for(user):
        if entry.group:
            heading = str(entry.group)
            found.setdefault(heading, Group(heading)).items.insert(0, _item(entry, url))
    return [*found.values(), _settings(user, open_=True)]


def _settings(user: User, *, open_: bool) -> Group:
    entries = home.entries_for(user, open_=open_)
    return Group(_("Settings"), [_item(entry, url) for entry, url in entries if not entry.group])


def _item(entry: home.Entry, url: str) -> Item:
    return Item(str(entry.label), url, SYMBOLS.get(entry.icon, entry.icon))


def _opens(screen: Screen) -> str:
    """Where the navigation leads: the list, or the part of it that people come for."""
    leading = next((one for one in screen.subsets if one.leads), None)
    return f"{list_url(screen)}?{of_subset(screen.subsets, leading).write()}" if leading else list_url(screen)


def list_url(screen: Screen) -> str:
    """Address of a screen's list."""
    return reverse("office_list", args=[screen.app, screen.name])


# Entries of the home name drawings of our own set; the office's navigation has its own.
SYMBOLS = {
    "house": "home",
    "people": "groups",
    "key": "key",
    "shop": "storefront",
    "box": "archive",
    "list": "history",
    "fields": "text_fields",
    "types": "category",
    "words": "translate",
    "panels": "dashboard_customize",
    "versions": "restore_page",
    "screen": "web",
}
