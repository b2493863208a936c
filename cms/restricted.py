"""Pages that are not for everybody: what lists, menus and links to other languages leave out.

Wagtail's `public()` asks once per list; here one query per binding answers for all of them.
"""

from collections.abc import Sequence
from typing import Any, Final

from wagtail.models import PageViewRestriction

from apps.tenancy import context, parts

_MEMORY: Final = "cms.restricted"


def without(pages: Any) -> Any:
    """The rows of a page queryset that everybody may see. One query per binding."""
    for path in _paths():
        pages = pages.exclude(path__startswith=path)
    return pages


def is_open(path: str) -> bool:
    """Whether everybody may see the page at a path of the tree. One query: who is let in is asked each time."""
    return not any(path.startswith(closed) for closed in _read())


def forget() -> None:
    """Drop what this binding knows."""
    context.current().memory.pop(_MEMORY, None)


def _paths() -> Sequence[str]:
    """Where the closed parts of the tree begin."""
    memory = context.current().memory
    if _MEMORY not in memory:
        memory[_MEMORY] = parts.part(_MEMORY, _read)
    found: Sequence[str] = memory[_MEMORY]
    return found


def _read() -> Sequence[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))
