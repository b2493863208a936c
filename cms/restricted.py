"""Pages that are not for everybody: what lists, menus and links to other languages leave out.

Wagtail's `public()` asks once per list; here one query per binding answers for all of them.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import F
from wagtail.models import PageViewRestriction

from apps.tenancy import context, parts
from apps.tenancy.pages import bypassing_cookies

_MEMORY: Final = "cms.restricted"


def without(pages: Any) -> Any:
    """The rows of a page queryset that everybody may see. One query per binding."""
    for closed in _all():
        pages = pages.exclude(path__startswith=closed.path)
    return pages


def is_open(path: str) -> bool:
    """Whether everybody may see the page at a path of the tree. One query: who is let in is asked each time."""
    return not any(path.startswith(closed.path) for closed in _read())


def may_see(page: Any, request: Any) -> bool:
    """Whether this visitor may open the page. Costs what `without` does, and more only for a page that is closed."""
    closed = [one for one in _all() if page.path.startswith(one.path)]
    if not closed:
        return True
    # Somebody nobody knows gets the page that is kept for all, and no session to be asked.
    if request is None or not any(name in request.COOKIES for name in bypassing_cookies()):
        return False
    return all(one.accept_request(request) for one in closed)


def forget() -> None:
    """Drop what this binding knows."""
    context.current().memory.pop(_MEMORY, None)


def _all() -> Sequence[Any]:
    """The closed parts of the tree, each with the `path` where it begins."""
    memory = context.current().memory
    if _MEMORY not in memory:
        memory[_MEMORY] = parts.part(_MEMORY, _read)
    found: Sequence[Any] = memory[_MEMORY]
    return found


def _read() -> Sequence[Any]:
    return list(PageViewRestriction.objects.annotate(path=F("page__path")))
