"""A whole import is taken back, and what people did since is left alone."""

import pytest

from apps.backoffice.errors import ImportBusy, InUse
from apps.backoffice.imports import limits, runs, undoing
from apps.tenancy.models import Location, TaxProfile
from tests.apps.backoffice.data.conftest import checked, csv_of, imported, undone
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

PLACES = [(f"Pier {n}", "UTC", "", "", "", "") for n in range(30)]


def names() -> set[str]:
    return set(Location.objects.values_list("name", flat=True))


def test_undo_deletes_what_was_created_and_restores_what_was_changed(screen, ada):
    tax = TaxProfile.objects.create(name="GST")
    pier = Location.objects.create(name="Pier", time_zone="UTC", city="Hopkins", tax_profile=tax)
    before = list(Location.objects.order_by("pk").values())
    text = "Name,Time zone,City,Tax profile\nPier,Europe/Athens,Athens,\nYard,UTC,,\n"
    run = imported(screen, ada, text, match=["name"], clear=True)
    pier.refresh_from_db()
    assert (pier.city, pier.tax_profile, "Yard" in names()) == ("Athens", None, True)
    undone(run, ada)
    assert run.state == "undone" and undoing.left_alone(run) == []
    assert list(Location.objects.order_by("pk").values()) == before


def test_undo_leaves_alone_what_somebody_changed_since(screen, ada):
    pier = Location.objects.create(name="Pier", time_zone="UTC", city="Hopkins")
    run = imported(
        screen, ada, "Name,Time zone,City\nPier,UTC,Athens\nYard,UTC,\nQuay,UTC,\n", match=["name"]
    )
    Location.objects.filter(name="Pier").update(phone="1")
    Location.objects.filter(name="Yard").update(city="Dangriga")
    undone(run, ada)
    left = undoing.left_alone(run)
    assert sorted(title for _pk, title, _why in left) == ["Pier", "Yard"]
    assert {why for _pk, _title, why in left} == {"It has been changed since."}
    pier.refresh_from_db()
    assert (pier.city, names() & {"Yard", "Quay"}) == ("Athens", {"Yard"})


def test_undo_leaves_alone_what_may_not_be_deleted(screen, ada, monkeypatch):
    run = imported(screen, ada, "Name,Time zone\nYard,UTC\nQuay,UTC\n")
    delete = screen.delete

    def refuse_yard(*, record, by, at):
        if record.name == "Yard":
            raise InUse(what="Boat “Nemo”")
        delete(record=record, by=by, at=at)

    monkeypatch.setattr(screen, "delete", refuse_yard, raising=False)
    undone(run, ada)
    ((_pk, title, why),) = undoing.left_alone(run)
    assert title == "Yard" and "used by Boat “Nemo”" in why
    assert names() & {"Yard", "Quay"} == {"Yard"}


def test_a_record_that_the_service_found_by_itself_is_never_deleted_by_undo(screen, ada, monkeypatch):
    pier = Location.objects.create(name="Pier", time_zone="UTC")

    def find_pier(*, model, rows, by, at):
        pier.city = rows[0].values["city"]
        pier.save()
        return [pier]

    monkeypatch.setattr(screen, "save_many", find_pier, raising=False)
    run = imported(screen, ada, "Name,Time zone,City\nAnother,UTC,Athens\n")
    assert (run.new, run.changed) == (0, 1)
    undone(run, ada)
    ((pk, _title, why),) = undoing.left_alone(run)
    assert pk == pier.pk and "was here before" in why


def test_undo_goes_on_after_its_worker_died(screen, ada, monkeypatch):
    monkeypatch.setattr(limits, "BATCH", 10)
    run = imported(screen, ada, csv_of(*PLACES[:30]))
    runs.begin_undo(run=run, by=ada)
    monkeypatch.setattr(
        screen, "delete", lambda **_kwargs: (_ for _ in ()).throw(KeyboardInterrupt), raising=False
    )
    with pytest.raises(KeyboardInterrupt):
        undoing.undo(pk=run.pk, by=ada.pk, at=NOW)
    monkeypatch.undo()
    undoing.undo(pk=run.pk, by=ada.pk, at=NOW)
    run.refresh_from_db()
    assert run.state == "undone" and not Location.objects.filter(name__startswith="Pier ").exists()


def test_an_import_is_undone_once_and_not_while_it_runs(screen, ada):
    run = undone(imported(screen, ada, csv_of(*PLACES[:3])), ada)
    with pytest.raises(ImportBusy):
        runs.begin_undo(run=run, by=ada)
    other = checked(screen, ada, csv_of(*PLACES[:3]))
    with pytest.raises(ImportBusy):
        runs.begin_undo(run=other, by=ada)
