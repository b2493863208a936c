"""What higher apps tell the takeout. Filled in their `takeout.py`, imported when Django is ready."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from apps.kernel.registry import Registry

Row = dict[str, str | None]
Person = dict[str, Any]


class People(Protocol):
    """Who the persons of a business are to the installation. Accounts knows."""

    def describe(self, ids: Iterable[int]) -> Iterator[Person]:
        """The persons as they travel: `id`, `email` and what greets them; no passwords, no second factors."""

    def join(self, person: Mapping[str, Any]) -> int:
        """Id of the person with this e-mail here, made without a usable password when there is none."""

    def leave(self, tenant: int) -> None:
        """End what the business's people have open at its hosts."""


PEOPLE: Final[Registry[People]] = Registry("keeper of people")

# "table.column" → what stands there (see `rules`), for references neither database nor models declare.
REFERENCES: Final[Registry[Callable[[Any, Any], Any]]] = Registry("reference")

# table → last change to a row of it on its way in, given the `Move`, after all columns were rewritten;
# None leaves the row out.
ROWS: Final[Registry[Callable[[Row, Any], Row | None]]] = Registry("row")


@dataclass(frozen=True, slots=True)
class Log:
    """A table that grows while others are changed, so it is emptied last.

    `about` is the SQL condition, with `%(people)s` for their numbers, of those of its rows that belong to no business
    and tell of a person.
    """

    table: str
    about: str


LOGS: Final[Registry[Log]] = Registry("log")

# Tables that stay behind, with the reason.
SKIPPED: Final[Mapping[str, str]] = {
    "tenancy_tenantkey": "a restored business gets a key of its own",
    "tenancy_takeout": "the archives themselves",
    "backoffice_importbatch": "how to undo imports, told in numbers of the old business",
    "backoffice_customvalue": "copies of values, made again by triggers as the records arrive",
    "wagtailcore_apitoken": "a token opens this installation and no other",
    "wagtailadmin_editingsession": "the heartbeat of an open editor",
    "wagtailadmin_formstate": "input that was not saved",
    "events_outboxevent": "what they tell of was acted on here; acting again elsewhere would send it twice",
    "events_handled": "which of those facts was acted on",
    "events_decision": "what people decided about those facts",
    "backoffice_searchentry": "search index, written again by triggers as the records come in",
}
