"""Secrets, references and files stand beside the record and go with it."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.backoffice.errors import Invalid
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomFile, CustomSecret, CustomValue, LocationLink, MemberLink
from apps.backoffice.services import records
from apps.backoffice.types import Child, Operator
from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW


def own(record: Location, key: str) -> Any:
    """The value of an own field as the attribute has it, read anew."""
    attribute = defined.field_of(PLACES, f"custom.{key}")
    assert attribute is not None
    return attribute.value(Location.objects.get(pk=record.pk))


def test_a_sensitive_value_is_found_exactly_and_stands_in_no_record(define, place, change):
    define("Passport", sensitive=True)
    record = place("A", passport="AB 123")
    assert Location.objects.get(pk=record.pk).custom == {}
    assert CustomValue.objects.count() == 0
    assert own(record, "passport") == "AB 123"
    attribute = defined.field_of(PLACES, "custom.passport")
    assert attribute.operators() == (Operator.IS,) and not attribute.sortable
    assert list(attribute.where(Location.objects.all(), Operator.IS, ["AB 123"])) == [record]
    assert not attribute.where(Location.objects.all(), Operator.IS, ["AB 12"])
    change(record, passport=None)
    assert CustomSecret.objects.count() == 0


def test_sensitive_numbers_and_dates_come_back_as_what_they_are(define, place):
    define("Pin", "number", sensitive=True)
    define("Born", "date", sensitive=True)
    record = place("A", pin=Decimal("12.5"), born=date(1990, 1, 2))
    assert (own(record, "pin"), own(record, "born")) == (Decimal("12.5"), date(1990, 1, 2))
    born = defined.field_of(PLACES, "custom.born")
    assert list(born.where(Location.objects.all(), Operator.IS, [date(1990, 1, 2)])) == [record]
    pin = defined.field_of(PLACES, "custom.pin")
    assert list(pin.where(Location.objects.all(), Operator.IS, [Decimal("12.50")])) == [record]


def test_a_reference_is_kept_with_a_real_key(define, place, change, member):
    define("Manager", "reference", target="accounts.member")
    define("Parent", "reference", target="tenancy.location")
    first = place("First")
    record = place("A", manager=member, parent=first.pk)
    assert own(record, "manager") == member and own(record, "parent") == first
    manager = defined.field_of(PLACES, "custom.manager")
    assert list(manager.where(Location.objects.all(), Operator.IN, [member.pk])) == [record]
    assert manager.named(str(member.pk)) == str(member)
    assert (str(first.pk), "First") in defined.field_of(PLACES, "custom.parent").options(most=10)
    first.delete()
    assert own(record, "parent") is None
    change(record, manager=None)
    assert MemberLink.objects.count() == LocationLink.objects.count() == 0


def test_a_reference_to_nothing_or_to_another_business_is_refused(define, place, northgate):
    define("Parent", "reference", target="tenancy.location")
    with context.use_tenant(northgate):
        foreign = Location.objects.first()
    for wrong in (foreign, foreign.pk, 10**9, "abc", "-1"):
        with pytest.raises(Invalid) as caught:
            place("A", parent=wrong)
        assert list(caught.value.by_key) == ["custom.parent"]


def png(size: tuple[int, int] = (4, 4), kind: str = "PNG") -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, kind)
    return data.getvalue()


def test_files_are_stored_replaced_and_removed(define, place, change, django_capture_on_commit_callbacks):
    define("Plan", "file")
    define("Photo", "image")
    record = place(
        "A", plan=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x"), photo=SimpleUploadedFile("a.png", png())
    )
    plan, photo = own(record, "plan"), own(record, "photo")
    assert (plan.name, plan.content_type, photo.content_type) == ("plan.pdf", "application/pdf", "image/png")
    with plan.file.open() as content:
        assert content.read() == b"%PDF-1.7 x"
    change(record, plan=plan)
    assert own(record, "plan").pk == plan.pk
    with django_capture_on_commit_callbacks(execute=True):
        change(record, plan=SimpleUploadedFile("new.txt", "Grüße".encode()), photo=None)
    assert own(record, "plan").name == "new.txt" and own(record, "photo") is None
    assert not default_storage.exists(plan.file.name) and not default_storage.exists(photo.file.name)
    name = own(record, "plan").file.name
    with django_capture_on_commit_callbacks(execute=True):
        records.delete(record=Location.objects.get(pk=record.pk), by=None, at=NOW)
    assert CustomFile.objects.count() == 0 and not default_storage.exists(name)


def test_a_file_of_a_save_that_failed_does_not_stay(define, settings):
    key = define("Plan", "file", on="tenancy.taxprofile").key
    before = _stored(settings)
    values = {"name": "B", f"custom.{key}": SimpleUploadedFile("a.txt", b"text")}
    wrong = {"locations": [Child(pk=None, values={"name": "", "time_zone": "UTC"})]}
    with pytest.raises(Invalid) as caught:
        records.create(record=TaxProfile(), values=values, children=wrong, by=None, at=NOW)
    assert list(caught.value.by_key) == ["locations.0.name"]
    assert _stored(settings) == before and not CustomFile.objects.exists()
    records.create(record=TaxProfile(), values=values, by=None, at=NOW)
    assert len(_stored(settings) - before) == 1


def _stored(settings: Any) -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).rglob("*.txt"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.html", b"<!doctype html><p>x"),
        ("a.txt", b"hello <script>alert(1)</script>"),
        ("a.txt", b"\0\1\2"),
        ("a.exe", b"MZ\x90\0"),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken"),
        ("a.pdf", b""),
        ("a", b"plain"),
    ],
)
def test_files_that_browsers_run_and_broken_ones_are_refused(define, place, name, content):
    define("Plan", "file")
    with pytest.raises(Invalid) as caught:
        place("A", plan=SimpleUploadedFile(name, content))
    assert list(caught.value.by_key) == ["custom.plan"]


def test_an_image_field_takes_pictures_alone(define, place):
    define("Photo", "image")
    for wrong in (
        SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
        SimpleUploadedFile("a.png", b"%PDF-1.7"),
        SimpleUploadedFile("a.png", png()[:40]),
    ):
        with pytest.raises(Invalid):
            place("A", photo=wrong)
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        place(kind, photo=SimpleUploadedFile(f"../../x\0<y>.{kind}", png(kind=kind)))
    assert all("/x_y_." in name.file.name for name in CustomFile.objects.all())


def test_a_file_of_another_business_cannot_be_opened(define, place, northgate):
    define("Plan", "file")
    record = place("A", plan=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x"))
    name = own(record, "plan").file.name
    with context.use_tenant(northgate):
        assert CustomFile.objects.count() == 0
        with pytest.raises(SuspiciousFileOperation):
            default_storage.open(name)
