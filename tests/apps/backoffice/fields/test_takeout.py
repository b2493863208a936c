"""A business that moves takes its own fields and all their values along, under the numbers of where it arrives."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.backoffice.fields import defined
from apps.backoffice.models import CustomValue, FieldChange, FormerValue
from apps.backoffice.services import fields, records
from apps.backoffice.types import Operator
from apps.tenancy import context
from apps.tenancy.models import Location
from apps.tenancy.takeout import opening
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def shown() -> dict[str, list[str]]:
    """What every place has in own fields, in words."""
    own = defined.fields_of(PLACES)
    return {
        place.name: [one.text(one.value(place)) for one in own]
        for place in Location.objects.filter(name__in=["A", "B"])
    }


def side() -> list[tuple[str, str | None, float | None]]:
    """The side table, by names."""
    names = dict(Location.objects.values_list("pk", "name"))
    rows = CustomValue.objects.values_list("record_id", "text", "number")
    return sorted(((names[pk], text, number) for pk, text, number in rows), key=str)


def test_fields_and_values_arrive(define, place, member, tmp_path: Path, settings: Any, in_coral) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    define("Size")
    define("Level", "number")
    define("Passport", sensitive=True)
    define("Boss", "reference", target="accounts.member")
    define("Parent", "reference", target=PLACES)
    define("Plan", "file")
    a = place(
        "A", size="12", level=3, passport="X1", boss=member, plan=SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    )
    place("B", size="about 3", parent=a)
    work = fields.retype_field(field=defined.fields_of(PLACES)[0].field, kind="number", by=None, at=NOW)
    fields.run_change(pk=work.pk, at=NOW)
    before = (shown(), side())
    opening.export_to(tmp_path / "coral.zip", at=NOW)
    reef = opening.restore_from(tmp_path / "coral.zip", slug="reef", at=NOW).tenant
    with context.use_tenant(reef):
        assert (shown(), side()) == before
        passport, plan = defined.fields_of(PLACES)[2], defined.fields_of(PLACES)[5]
        found = passport.where(Location.objects.all(), Operator.IS, ["X1"]).get()
        assert found.name == "A" and found.pk != a.pk
        with plan.value(found).file.open() as content:
            assert content.read() == b"%PDF-1.7"
        assert set(FormerValue.objects.values_list("record_id", flat=True)) == set(
            Location.objects.filter(name__in=["A", "B"]).values_list("pk", flat=True)
        )
        undone = fields.undo_retype(change=FieldChange.objects.get(), by=None, at=NOW)
        fields.run_change(pk=undone.pk, at=NOW)
        assert [one[0] for one in shown().values()] == ["12", "about 3"]
        records.delete(record=found, by=None, at=NOW)
    assert (shown(), side()) == before
