"""Writes of saved views. Everybody has their own; shared ones are definitions and need a permission."""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import SavedView
from apps.backoffice.services import asking, rights
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.versions import changing, lock
from apps.backoffice.types import Cause, Operator, ViewFacts
from apps.kernel.errors import NotAllowed, NotFound
from apps.tenancy import context

KIND: Final = "view"
SHARE: Final = "backoffice.share_savedview"
LONGEST_KEY: Final = 60
MOST_FILTERS: Final = 40


def save_view(
    *, on: str, facts: ViewFacts, key: str = "", by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> SavedView:
    """A new view of a list, `by`'s own or shared. Raises Invalid, NotAllowed."""
    with context.atomic():
        lock()
        view = SavedView(on=on, owner=by, key=key or _free_key(on, facts.name))
        return _save(view, facts, by=by, at=at, cause=cause)


def change_view(
    *, view: SavedView, facts: ViewFacts, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> SavedView:
    """Replace all that the view says of itself; also how it becomes shared, or somebody's own again.

    Raises Invalid, NotAllowed, NotFound.
    """
    with context.atomic():
        lock()
        row = _held(view, by)
        if facts.shared and not row.shared:
            row.key = _free_key(row.on, facts.name)
        elif row.shared and not facts.shared:
            row.owner = by or row.owner
        return _save(row, facts, by=by, at=at, cause=cause)


def delete_view(*, view: SavedView, by: Member | None, at: datetime, cause: Cause = Cause.EDIT) -> None:
    """Remove a view. Raises NotAllowed, NotFound."""
    with context.atomic():
        lock()
        row = _held(view, by)
        if not row.shared:
            row.delete()
            return
        with changing(KIND, row.definition, by=by, at=at, cause=cause):
            row.delete()


def facts_of(view: SavedView) -> ViewFacts:
    """What the view says of itself, as forms begin with it."""
    return ViewFacts(
        name=view.name,
        filters=list(view.filters),
        columns=tuple(view.columns),
        sort=view.sort,
        shared=view.shared,
        pinned=view.pinned,
        position=view.position,
    )


def read_filters(reader: Reader) -> list[dict[str, Any]]:
    """The filters of a view's JSON; problems stay with the reader."""
    return [_filter(one) for one in reader.items("filters", most=MOST_FILTERS)]


def _filter(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": reader.text("key"),
        "operator": reader.one_of("operator", list(Operator), Operator.IS.value),
        "values": reader.texts("values", most=200, longest=200),
    }
    target = reader.text("target")
    reader.close()
    return {**found, "target": target} if target else found


def _held(view: SavedView, by: Member | None) -> SavedView:
    """The view as it is now, when `by` may change it."""
    row = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if row is None:
        raise NotFound
    if row.shared:
        rights.require(by, SHARE)
    elif by is not None and row.owner_id != by.pk:
        raise NotFound  # whose it is, is nobody else's business
    return row


def _save(view: SavedView, facts: ViewFacts, *, by: Member | None, at: datetime, cause: Cause) -> SavedView:
    if not facts.shared and not view.shared:
        _write(view, facts)
        return view
    rights.require(by, SHARE)
    with changing(KIND, view.definition, by=by, at=at, cause=cause):
        _write(view, facts)
    return view


def _write(view: SavedView, facts: ViewFacts) -> None:
    """Check and save. Raises Invalid."""
    if not facts.shared and view.owner_id is None:
        raise NotAllowed  # a view of nobody's
    reader = Reader({"filters": facts.filters})
    view.filters = read_filters(reader)
    problems = reader.problems
    view.name, view.sort, view.columns = facts.name.strip(), facts.sort, list(facts.columns)
    view.shared, view.pinned, view.position = facts.shared, facts.pinned, facts.position
    try:
        asking.clean(view)
    except ValidationError as error:
        for key, sentences in error.message_dict.items():
            problems.setdefault("" if key == "__all__" else key, []).extend(sentences)
    if problems:
        raise Invalid(by_key=problems)
    try:
        with context.atomic():
            view.save()
    except IntegrityError as error:
        raise Invalid(by_key={"name": [_("There is a view of this name already.")]}) from error


def _free_key(on: str, name: str) -> str:
    base = slugify(name)[: LONGEST_KEY - 8] or "view"
    taken = set(
        SavedView.objects.filter(on=on, key__startswith=base, shared=True).values_list("key", flat=True)
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (base, *numbered) if key not in taken)
