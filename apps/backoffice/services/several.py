"""The same service for many records, each on its own: what can be done is done, and what cannot is told."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.types import Values
from apps.kernel.errors import Refusal
from apps.tenancy.trying import trying

MOST: Final = 2000
Problems = list[tuple[str, Refusal]]


class Writer(Protocol):
    """A screen, as far as writing goes."""

    update: Callable[..., Any]
    delete: Callable[..., Any]

    def title(self, record: Any) -> str: ...


class NothingPicked(Refusal):
    sentence = _("Pick at least one row first.")
    code = "nothing_picked"


class LeftOut(Refusal):
    sentence = _("Left out, because this cannot be done to them: %(count)d.")
    code = "left_out"


class OneRefused(Refusal):
    sentence = _("%(name)s: %(reason)s")
    code = "one_refused"


class MoreRefused(Refusal):
    sentence = _("And %(count)d more were refused.")
    code = "more_refused"


def update_each(
    *, screen: Writer, records: Sequence[Any], values: Values, by: Member | None, at: datetime
) -> tuple[int, Problems]:
    """Give each record these values; answers how many were changed and which were refused, and why."""
    return _each(screen, records, lambda record: screen.update(record=record, values=values, by=by, at=at))


def delete_each(
    *, screen: Writer, records: Sequence[Any], by: Member | None, at: datetime
) -> tuple[int, Problems]:
    """Delete each record; answers how many are gone and which were refused, and why."""
    return _each(screen, records, lambda record: screen.delete(record=record, by=by, at=at))


def _each(screen: Writer, records: Sequence[Any], call: Callable[[Any], Any]) -> tuple[int, Problems]:
    done, problems = 0, Problems()
    for record in records:
        title = screen.title(record)
        try:
            trying(partial(call, record))
        except Refusal as refusal:
            problems.append((title, refusal))
        else:
            done += 1
    return done, problems
