"""New pages of an installation in the trees: as Wagtail adds them, with what it would ask for each asked once.

The page above is locked by the first page that comes below it, until the transaction ends.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from wagtail.models import Page

from apps.tenancy.packs import Install
from cms import slugs


@dataclass(slots=True)
class _Below:
    """What stands below a page: the slugs, the last page, and how many were added."""

    slugs: set[str]
    last: Any = None
    added: int = 0


def add_child(above: Any, page: Any, install: Install) -> None:
    """Save a new page as the last one below another, at a free address. Its fields are not validated.

    `close` counts the children; call it once all are there.
    """
    below = _below(above, install)
    page.slug = free(page.slug, below.slugs, above)
    page.draft_title = page.title
    page.depth = above.depth + 1
    page.path = _next(above, page, below)
    page._cached_parent_obj = above
    page.save(clean=False)
    below.slugs.add(page.slug)
    below.last, below.added = page, below.added + 1
    above.numchild += 1
    # Nothing stands below the new one, and nobody else knows of it yet.
    _known(install)[page.pk] = _Below(set())


def close(install: Install) -> None:
    """Write down how many children came below each page."""
    for number, below in install.memory.pop("trees", {}).items():
        if below.added:
            Page.objects.filter(pk=number).update(numchild=F("numchild") + below.added)


def slugs_below(above: Any, but: Any = None) -> set[str]:
    """The slugs that pages right below another have."""
    rows = above.get_children().exclude(pk=but.pk if but is not None else None)
    return set(rows.values_list("slug", flat=True))


def free(slug: str, taken: Collection[str], above: Any) -> str:
    """The slug, or with a number when another page below the same one has it or the site answers there itself."""
    number = 2
    found = slug
    while found in taken or (above.depth == slugs.HOME_DEPTH and slugs.is_taken(found)):
        found, number = f"{slug}-{number}", number + 1
    return found


def _known(install: Install) -> dict[int, _Below]:
    known: dict[int, _Below] = install.memory.setdefault("trees", {})
    return known


def _below(above: Any, install: Install) -> _Below:
    known = _known(install)
    if above.pk not in known:
        node = Page.objects.select_for_update().get(pk=above.pk)
        known[above.pk] = _Below(slugs_below(node), None if node.is_leaf() else node.get_last_child())
    return known[above.pk]


def _next(above: Any, page: Any, below: _Below) -> str:
    if below.last is None:
        return str(Page._get_path(above.path, page.depth, 1))
    return str(below.last._inc_path())
