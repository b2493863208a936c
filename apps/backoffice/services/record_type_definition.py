"""Record types as definitions: what a version or a file holds of one, and how it comes back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import RecordType
from apps.backoffice.queries import record_types as queries
from apps.backoffice.services import record_types as services
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.registry import Data, Definition
from apps.backoffice.types import Cause, State, TypeFacts
from apps.backoffice.types.states import COLOURS


def serialised(type_: RecordType) -> Data:
    """All of a type but its key."""
    return {
        "name": type_.name,
        "name_plural": type_.name_plural,
        "icon": type_.icon,
        "description": type_.description,
        "group": type_.group,
        "position": type_.position,
        "title_pattern": type_.title_pattern,
        "states": [state.as_data() for state in type_.stages()],
        "initial": type_.initial,
        "visible_to": sorted(type_.visible_to),
        "trashed": type_.trashed_at is not None,
    }


def read(key: str) -> Data | None:
    """The type as it is now."""
    type_ = queries.stored(key)
    return None if type_ is None else serialised(type_)


def every() -> dict[str, Data]:
    """All types but those in the trash."""
    rows = RecordType.objects.filter(trashed_at__isnull=True)
    return {type_.key: serialised(type_) for type_ in rows}


def put(*, key: str, data: Data | None, by: Member | None, at: datetime, cause: Cause) -> None:
    """Make, change, put away, put back or remove the type. A file puts nothing away. Raises Invalid and refusals."""
    type_ = queries.stored(key)
    if data is None:
        if type_ is not None:
            services.delete_record_type(type_=type_, by=by, at=at, cause=cause)
        return
    facts, trashed = _facts(data)
    if trashed and cause is Cause.IMPORT:
        raise Invalid(by_key={"trashed": [_("Reading in a file removes nothing.")]})
    if type_ is None:
        type_ = services.create_record_type(key=key, facts=facts, by=by, at=at, cause=cause)
    else:
        if type_.trashed_at is not None:
            type_ = services.restore_record_type(type_=type_, by=by, at=at, cause=cause)
        if _differ(type_, facts):
            services.change_record_type(type_=type_, facts=facts, by=by, at=at, cause=cause)
    if trashed:
        services.trash_record_type(type_=type_, by=by, at=at, cause=cause)


def _differ(type_: RecordType, facts: TypeFacts) -> bool:
    return facts != facts_of(type_)


def facts_of(type_: RecordType) -> TypeFacts:
    """What the type says of itself, as forms begin with it."""
    return TypeFacts(
        name=type_.name,
        name_plural=type_.name_plural,
        icon=type_.icon,
        description=type_.description,
        group=type_.group,
        position=type_.position,
        title_pattern=type_.title_pattern,
        states=type_.stages(),
        initial=type_.initial,
        visible_to=tuple(sorted(type_.visible_to)),
    )


def _facts(data: Any) -> tuple[TypeFacts, bool]:
    reader = Reader(data)
    facts = TypeFacts(
        name=reader.text("name"),
        name_plural=reader.text("name_plural"),
        icon=reader.text("icon", "description"),
        description=reader.text("description", most=300),
        group=reader.text("group"),
        position=reader.whole("position", 100) or 0,
        title_pattern=reader.text("title_pattern", most=200),
        states=tuple(_state(one) for one in reader.items("states")),
        initial=reader.text("initial"),
        visible_to=tuple(sorted(reader.texts("visible_to"))),
    )
    trashed = reader.flag("trashed")
    reader.finish()
    return facts, trashed


def _state(reader: Reader) -> State:
    to = reader.texts_or_none("to")
    state = State(
        key=reader.text("key"),
        label=reader.text("label"),
        colour=reader.one_of("colour", COLOURS, COLOURS[0]),
        to=None if to is None else tuple(to),
    )
    reader.close()
    return state


DEFINITION = Definition(
    kind=services.KIND,
    label=gettext_lazy("Record type"),
    read=read,
    every=every,
    put=put,
    words={
        "name": gettext_lazy("Name"),
        "name_plural": gettext_lazy("Name of several"),
        "icon": gettext_lazy("Icon"),
        "description": gettext_lazy("Description"),
        "group": gettext_lazy("Group in the navigation"),
        "position": gettext_lazy("Position"),
        "title_pattern": gettext_lazy("Title"),
        "states": gettext_lazy("States"),
        "initial": gettext_lazy("First state"),
        "visible_to": gettext_lazy("Visible to"),
        "trashed": gettext_lazy("In the trash"),
    },
)
