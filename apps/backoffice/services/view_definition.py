"""Shared views as definitions, under "customers.customer/regulars"."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import SavedView
from apps.backoffice.services import views as services
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.registry import Data, Definition
from apps.backoffice.types import Cause, ViewFacts


def serialised(view: SavedView) -> Data:
    """All of a view but its list and key."""
    return {
        "name": view.name,
        "filters": view.filters,
        "columns": list(view.columns),
        "sort": view.sort,
        "pinned": view.pinned,
        "position": view.position,
    }


def read(key: str) -> Data | None:
    """The shared view as it is now."""
    view = _find(key)
    return None if view is None else serialised(view)


def every() -> dict[str, Data]:
    """All shared views but those that name particular records, which nobody else has."""
    rows = SavedView.objects.filter(shared=True)
    return {view.definition: serialised(view) for view in rows if not _names_records(view.filters)}


def put(*, key: str, data: Data | None, by: Member | None, at: datetime, cause: Cause) -> None:
    """Make, change or remove the shared view. Raises Invalid and refusals."""
    view = _find(key)
    if data is None:
        if view is not None:
            services.delete_view(view=view, by=by, at=at, cause=cause)
        return
    facts = _facts(data)
    if cause is Cause.IMPORT and _names_records(facts.filters):
        raise Invalid(by_key={"filters": [_("A filter names records that only another business has.")]})
    if view is None:
        on, _slash, name = key.partition("/")
        if not name:
            raise Invalid(by_key={"": [_("Name list and view, as customers.customer/regulars.")]})
        services.save_view(on=on, key=name, facts=facts, by=by, at=at, cause=cause)
    elif facts != services.facts_of(view):
        services.change_view(view=view, facts=facts, by=by, at=at, cause=cause)


def _find(key: str) -> SavedView | None:
    on, _slash, name = key.partition("/")
    return SavedView.objects.filter(on=on, key=name, shared=True).first()


def _names_records(filters: Any) -> bool:
    return any(isinstance(one, dict) and one.get("target") for one in filters)


def _facts(data: Any) -> ViewFacts:
    reader = Reader(data)
    facts = ViewFacts(
        name=reader.text("name"),
        filters=services.read_filters(reader),
        columns=tuple(reader.texts("columns")),
        sort=reader.text("sort"),
        shared=True,
        pinned=reader.flag("pinned"),
        position=reader.whole("position", 100) or 0,
    )
    reader.finish()
    return facts


DEFINITION = Definition(
    kind=services.KIND,
    label=gettext_lazy("View"),
    read=read,
    every=every,
    put=put,
    words={
        "name": gettext_lazy("Name"),
        "filters": gettext_lazy("Filters"),
        "columns": gettext_lazy("Columns"),
        "sort": gettext_lazy("Sorted by"),
        "pinned": gettext_lazy("In the navigation"),
        "position": gettext_lazy("Position"),
    },
)
