"""Labels as definitions, under "customers.customer" or "customers.customer/email"."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy

from apps.accounts.models import Member
from apps.backoffice.models import Label
from apps.backoffice.services import labels as services
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.registry import Data, Definition
from apps.backoffice.types import Cause


def serialised(label: Label) -> Data:
    """All that the label overrides."""
    return {
        "singular": label.singular,
        "plural": label.plural,
        "hidden": label.hidden,
        "position": label.position,
        "group": label.group,
    }


def read(key: str) -> Data | None:
    """The override as it is now."""
    on, _slash, attribute = key.partition("/")
    label = Label.objects.filter(on=on, attribute=attribute).first()
    return None if label is None else serialised(label)


def several(keys: Collection[str]) -> dict[str, Data]:
    """Those of these overrides that there are."""
    rows = Label.objects.filter(on__in={key.partition("/")[0] for key in keys})
    return {label.definition: serialised(label) for label in rows if label.definition in keys}


def every() -> dict[str, Data]:
    """All overrides."""
    return {label.definition: serialised(label) for label in Label.objects.all()}


def put(*, key: str, data: Data | None, by: Member | None, at: datetime, cause: Cause) -> None:
    """Make, change or take back the override. Raises Invalid, NotAllowed."""
    on, _slash, attribute = key.partition("/")
    if data is None:
        services.reset(on=on, attribute=attribute, by=by, at=at, cause=cause)
        return
    reader = Reader(data)
    singular, plural = reader.text("singular"), reader.text("plural")
    hidden, position = reader.flag("hidden"), reader.whole("position", None)
    group = reader.text("group", most=60)
    reader.finish()
    services.put_label(
        on=on,
        attribute=attribute,
        singular=singular,
        plural=plural,
        hidden=hidden,
        position=position,
        group=group,
        by=by,
        at=at,
        cause=cause,
    )


DEFINITION = Definition(
    kind=services.KIND,
    label=gettext_lazy("Label"),
    read=read,
    several=several,
    every=every,
    put=put,
    words={
        "singular": gettext_lazy("Name"),
        "plural": gettext_lazy("Name of several"),
        "hidden": gettext_lazy("Hidden"),
        "position": gettext_lazy("Position"),
        "group": gettext_lazy("Group in the navigation"),
    },
    title=lambda key, data: f"{key}: {data['singular']}" if data.get("singular") else key,
)
