"""A spreadsheet becomes records: mapped, checked without a trace, imported once, undone as a whole."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.audit.models import Entry
from apps.backoffice.attributes import parsing
from apps.backoffice.errors import ImportBusy, NothingToImport, WrongMapping
from apps.backoffice.imports import corrections, limits, mapping, progress, runs, writing
from apps.backoffice.models import Import, ImportBatch, ImportRow
from apps.backoffice.tasks import data as tasks
from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile
from apps.tenancy.tasks import DAILY
from tests.apps.backoffice.data.conftest import (
    checked,
    csv_of,
    imported,
    sentences,
    started,
    undone,
    uploaded,
    xlsx_of,
)
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

PLACES = [
    (f"Pier {n}", "UTC", "Belize City", "BZ", f"+501600{n:04}", f"pier{n}@coral.example") for n in range(500)
]


def names() -> set[str]:
    return set(Location.objects.values_list("name", flat=True))


# -- columns -----------------------------------------------------------------------------------------------------------


def test_headings_are_understood_in_other_spellings_and_languages(screen, ada):
    run = uploaded(screen, ada, "NAME;timezone;PLZ;Ort;Telefon;Correo electrónico;Unsinn\nx;UTC;1;2;3;4;5\n")
    assert run.mapping == {
        "0": "name",
        "1": "time_zone",
        "2": "postal_code",
        "3": "city",
        "4": "phone",
        "5": "email",
    }


def test_arabic_headings_are_understood_and_kept(screen, ada):
    run = checked(screen, ada, "الاسم,المدينة,Time zone\nالميناء,بيروت,UTC\n".encode("cp1256"))
    assert run.headings[0] == "الاسم" and run.mapping == {"0": "name", "1": "city", "2": "time_zone"}
    started(screen, run)
    assert Location.objects.get(name="الميناء").city == "بيروت"


def test_what_a_heading_meant_last_time_is_remembered(screen, ada):
    checked(screen, ada, "Wo,Uhr\nPier,UTC\n", chosen={0: "name", 1: "time_zone"})
    assert uploaded(screen, ada, "Uhr,Wo\nUTC,Yard\n").mapping == {"0": "time_zone", "1": "name"}


def test_a_plain_id_is_not_taken_for_our_own_number(screen, ada):
    assert uploaded(screen, ada, "id,Name\n1,Pier\n").mapping == {"1": "name"}
    assert uploaded(screen, ada, "Record number,Name\n1,Pier\n").options["match"] == [mapping.NUMBER]


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        ({}, {}),
        ({0: "name", 1: "name"}, {}),
        ({0: "tenant"}, {}),
        ({0: "id"}, {}),
        ({0: "name"}, {"match": ["email"]}),
    ],
)
def test_columns_that_make_no_sense_are_refused(screen, ada, chosen, options):
    run = uploaded(screen, ada, "a,b\n1,2\n")
    with pytest.raises(WrongMapping):
        runs.decide(run=run, screen=screen, chosen=chosen, options=options, by=ada)


# -- the check ---------------------------------------------------------------------------------------------------------


def test_a_check_writes_nothing_and_tells_everything(screen, ada):
    before, entries = names(), Entry.objects.filter(table_name="tenancy_location").count()
    rows = [
        *PLACES[:497],
        ("", "UTC", "", "", "", ""),
        ("Yard", "Nowhere", "", "", "", ""),
        ("Quay", "UTC", "", "", "", "no"),
    ]
    run = checked(screen, ada, csv_of(*rows))
    assert (run.state, run.rows, run.new, run.wrong) == ("checked", 500, 497, 3)
    found = sentences(run)
    assert found[499] == ["Name is missing."]
    assert "time zone" in found[500][0] and "valid" in found[501][0]
    assert [column for column, _key, _text in run.problem_rows.get(number=500).problems] == [1]
    assert len(run.preview) == limits.PREVIEWED and run.preview[0]["cells"][0] == ["Pier 0", ""]
    assert names() == before
    assert Entry.objects.filter(table_name="tenancy_location").count() == entries


def test_wrong_types_are_told_by_column(taxes, ada):
    run = checked(taxes, ada, "Name,Prices include tax\nA,perhaps\nB,yes\n")
    assert sentences(run) == {2: ["“perhaps” is neither yes nor no."]}


def test_values_that_come_twice_are_told_with_the_first_row(screen, ada):
    run = checked(
        screen, ada, csv_of(("Pier", "UTC"), ("Yard", "UTC"), ("Pier", "UTC"), headings=("Name", "Time zone"))
    )
    assert sentences(run) == {4: ["Row 2 has the same already."]}


def test_values_that_come_twice_are_found_across_batches(screen, ada, monkeypatch):
    monkeypatch.setattr(limits, "BATCH", 2)
    rows = [("Pier", "UTC"), ("Yard", "UTC"), ("Quay", "UTC"), ("Pier", "UTC")]
    run = checked(screen, ada, csv_of(*rows, headings=("Name", "Time zone")))
    assert sentences(run) == {5: ["Row 2 has the same already."]}


def test_values_that_others_have_are_told(screen, ada):
    Location.objects.create(name="Pier", time_zone="UTC")
    run = checked(screen, ada, "Name,Time zone\nPier,UTC\nYard,UTC\n")
    assert sentences(run) == {2: ["There is a location of this name already."]}
    assert run.new == 1


def test_references_are_found_by_name_and_number_and_missing_ones_told(screen, ada):
    one, other = (TaxProfile.objects.create(name=name) for name in ("Belize GST", "None"))
    text = f"Name,Time zone,Tax profile\nA,UTC,belize gst\nB,UTC,{other.pk}\nC,UTC,Mars\n"
    run = imported(screen, ada, text)
    assert Location.objects.get(name="A").tax_profile == one
    assert Location.objects.get(name="B").tax_profile == other
    assert sentences(run) == {4: ["There is no Tax profile “Mars”."]}


def test_markup_and_formulas_stay_text(screen, ada):
    evil = '<script>alert("x")</script>'
    run = imported(screen, ada, xlsx_of((evil, "UTC", "@SUM(A1)", "", "-2+3", "")), name="places.xlsx")
    assert run.new == 1
    place = Location.objects.get(name=evil)
    assert (place.city, place.phone) == ("@SUM(A1)", "-2+3")


def test_a_day_may_come_before_its_month_or_after():
    from apps.backoffice.attributes import columns_of
    from apps.backoffice.screens.declaration import Screen

    class Dated(Screen):
        model = Import
        app, name = "backoffice", "import"

        def attributes(self):
            return [one for one in columns_of(Import) if one.key in ("finished_at", "name")]

    from apps.backoffice.imports.converting import Converter
    from apps.backoffice.imports.reading.sheet import Row

    for first, month in ((True, 4), (False, 3)):
        run = Import(
            headings=["a", "b"], mapping={"0": "finished_at", "1": "name"}, options={"day_first": first}
        )
        (found,) = Converter(Dated(), None, run).convert([Row(2, ["3/4/2026 10:00", "x"])])
        assert found.values["finished_at"].month == month


# -- importing ---------------------------------------------------------------------------------------------------------


def test_rows_become_records_of_the_bound_business(screen, ada, northgate):
    run = imported(screen, ada, csv_of(*PLACES[:30]))
    assert (run.state, run.new, run.wrong) == ("done", 30, 0)
    assert Location.objects.get(name="Pier 7").phone == "+5016000007"
    with context.use_tenant(northgate):
        assert not Location.objects.filter(name__startswith="Pier").exists()
        assert not Import.objects.exists()


def test_what_is_right_is_imported_and_the_rest_is_kept(screen, ada):
    run = imported(screen, ada, csv_of(*PLACES[:20], ("Yard", "Nowhere", "", "", "", "")))
    assert (run.new, run.wrong) == (20, 1)
    assert run.problem_rows.count() == 1


def test_rows_change_the_records_they_name_and_leave_equal_ones_alone(screen, ada):
    pier = Location.objects.create(name="Pier", time_zone="UTC", city="Belize City", phone="1")
    Location.objects.create(name="Yard", time_zone="UTC", city="San Pedro")
    text = "Name,Time zone,City,Phone\nPier,UTC,Hopkins,\nYard,UTC,San Pedro,\nQuay,UTC,Dangriga,\n"
    run = imported(screen, ada, text, match=["name"])
    assert (run.new, run.changed, run.unchanged) == (1, 1, 1)
    pier.refresh_from_db()
    assert (pier.city, pier.phone) == ("Hopkins", "1")


def test_empty_cells_empty_values_only_when_asked_to(screen, ada):
    pier = Location.objects.create(name="Pier", time_zone="UTC", city="Belize City", phone="1")
    run = imported(screen, ada, "Name,Time zone,Phone\nPier,UTC,\n", match=["name"], clear=True)
    pier.refresh_from_db()
    assert (run.changed, pier.phone, pier.city) == (1, "", "Belize City")


def test_a_number_that_no_record_has_is_told(screen, ada):
    run = checked(screen, ada, "Record number,Name,Time zone\n987654,Pier,UTC\n")
    assert sentences(run) == {2: ["There is no record number 987654 that you may change."]}


def test_somebody_takes_a_name_between_check_and_import(screen, ada):
    run = checked(screen, ada, "Name,Time zone\nPier,UTC\nYard,UTC\n")
    Location.objects.create(name="Pier", time_zone="UTC")
    started(screen, run)
    assert (run.new, run.wrong) == (1, 1)
    assert sentences(run) == {2: ["There is a location of this name already."]}


def test_there_is_nothing_to_import_when_all_is_wrong(screen, ada):
    run = checked(screen, ada, "Name,Time zone\nPier,Nowhere\n")
    with pytest.raises(NothingToImport):
        runs.start(run=run, screen=screen)


# -- a worker that dies ------------------------------------------------------------------------------------------------


def test_an_import_whose_worker_died_goes_on_where_it_ended(screen, ada, monkeypatch):
    monkeypatch.setattr(limits, "BATCH", 10)
    run = checked(screen, ada, csv_of(*PLACES[:45], ("Yard", "Nowhere", "", "", "", "")))
    runs.start(run=run, screen=screen)
    dying = writing._Writer(Import.objects.get(pk=run.pk), NOW)
    save = dying._save

    def save_until_killed(rows):
        if dying.number == 2:
            raise KeyboardInterrupt
        return save(rows)

    monkeypatch.setattr(dying, "_save", save_until_killed)
    with pytest.raises(KeyboardInterrupt):
        dying.write()
    run.refresh_from_db()
    assert run.state == "importing" and len(names() & {p[0] for p in PLACES}) == 20
    progress.tell("import", run.pk, 40)
    with pytest.raises(ImportBusy):
        runs.go_on(run=run, by=ada)
    progress.cache.delete(progress._key("import", run.pk))
    runs.go_on(run=run, by=ada)
    writing.write(pk=run.pk, at=NOW)
    run.refresh_from_db()
    assert (run.state, run.new, run.wrong) == ("done", 45, 1)
    assert Location.objects.filter(name__startswith="Pier ").count() == 45
    assert [batch.number for batch in run.batches.all()] == [0, 1, 2, 3, 4]


def test_a_batch_that_fails_halfway_leaves_nothing_of_itself(screen, ada, monkeypatch):
    run = checked(screen, ada, csv_of(*PLACES[:5]))
    runs.start(run=run, screen=screen)
    monkeypatch.setattr(writing._Writer, "_note", lambda *args, **kwargs: 1 / 0)
    writing.write(pk=run.pk, at=NOW)
    run.refresh_from_db()
    assert run.state == "failed" and run.problem.startswith("Something went wrong")
    assert not Location.objects.filter(name__startswith="Pier ").exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_import_every_row_once(screen, ada, race, monkeypatch):
    monkeypatch.setattr(limits, "BATCH", 20)
    run = checked(screen, ada, csv_of(*PLACES[:100]))
    runs.start(run=run, screen=screen)
    found = race(lambda: writing.write(pk=run.pk, at=NOW), times=2)
    assert found == [None, None]
    run.refresh_from_db()
    assert (run.state, run.new, run.wrong) == ("done", 100, 0)
    assert Location.objects.filter(name__startswith="Pier ").count() == 100


# -- corrections -------------------------------------------------------------------------------------------------------


def test_a_wrong_cell_is_put_right_and_imported_with_the_rest(screen, ada):
    run = checked(
        screen,
        ada,
        csv_of(("Pier", "UTC"), ("Yard", "Nowhere"), ("Quay", "Mars"), headings=("Name", "Time zone")),
    )
    assert corrections.correct(pk=run.pk, cells={3: {1: "UTC"}, 4: {1: "Venus"}}, at=NOW) == (1, 1)
    assert not Location.objects.filter(name="Yard").exists()
    started(screen, run)
    assert {"Pier", "Yard"} <= names() and "Quay" not in names()
    assert (run.new, run.wrong) == (2, 1)


def test_rows_are_put_right_after_the_import_too(screen, ada):
    run = imported(screen, ada, csv_of(("Pier", "UTC"), ("Quay", "Mars"), headings=("Name", "Time zone")))
    with pytest.raises(NothingToImport):
        runs.start(run=run, screen=screen)
    corrections.correct(pk=run.pk, cells={3: {1: "UTC"}}, at=NOW)
    started(screen, run)
    assert (run.new, run.wrong, run.problem_rows.count()) == (2, 0, 0)
    assert undone(run, ada).state == "undone" and not names() & {"Pier", "Quay"}


# -- costs -------------------------------------------------------------------------------------------------------------


def test_a_batch_costs_the_same_queries_whatever_it_holds(screen, ada, django_assert_max_num_queries):
    small, large = (checked(screen, ada, csv_of(*PLACES[:n])) for n in (5, 60))
    counts = []
    for run in (small, large):
        runs.start(run=run, screen=screen)
        with django_assert_max_num_queries(40) as captured:
            writing.write(pk=run.pk, at=NOW)
        counts.append(len(captured))
        undone(Import.objects.get(pk=run.pk), ada)
    assert counts[0] == counts[1]


# -- anything at all ---------------------------------------------------------------------------------------------------

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(rows=st.lists(st.lists(cells, min_size=1, max_size=8), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_every_row_is_imported_or_told(screen, ada, rows):
    import csv

    kept = io.StringIO()
    csv.writer(kept).writerows([["Name", "Time zone", "City"], *rows])
    run = checked(screen, ada, kept.getvalue().encode(), chosen={0: "name", 1: "time_zone", 2: "city"})
    assert run.state == "checked", run.problem
    assert run.rows == run.new + run.changed + run.unchanged + run.wrong
    assert ImportRow.objects.filter(run=run).count() == run.wrong
    assert run.new <= 0 or all(row["number"] > 1 for row in run.preview)


def test_an_import_of_somebody_who_may_no_more_fails_with_a_sentence(screen, ada):
    run = checked(screen, ada, csv_of(*PLACES[:3]))
    runs.start(run=run, screen=screen)
    ada.active, ada.deactivated_at = False, NOW
    ada.save(update_fields=["active", "deactivated_at"])
    writing.write(pk=run.pk, at=NOW)
    run.refresh_from_db()
    assert run.state == "failed" and "role" in run.problem


# -- two people at one import ------------------------------------------------------------------------------------------


def test_what_somebody_decides_meanwhile_is_not_overwritten(screen, ada):
    run = uploaded(screen, ada, "Name,Time zone\nPier,UTC\n")
    late = Import.objects.get(pk=run.pk)
    runs.decide(run=run, screen=screen, chosen={0: "name", 1: "time_zone"}, options={}, by=ada)
    with pytest.raises(ImportBusy):
        runs.reread(run=late, screen=screen, encoding="cp850", delimiter=";", sheet_name="", by=ada)
    with pytest.raises(ImportBusy):
        runs.decide(run=late, screen=screen, chosen={0: "name"}, options={}, by=ada)
    run.refresh_from_db()
    assert (run.state, run.mapping) == ("mapped", {"0": "name", "1": "time_zone"})


def test_columns_that_are_read_another_way_meanwhile_are_not_decided_on(screen, ada):
    run = uploaded(screen, ada, "Name,Time zone\nPier,UTC\n")
    late = Import.objects.get(pk=run.pk)
    runs.reread(run=run, screen=screen, encoding="", delimiter=";", sheet_name="", by=ada)
    with pytest.raises(ImportBusy):
        runs.decide(run=late, screen=screen, chosen={0: "name", 1: "time_zone"}, options={}, by=ada)


def test_an_import_that_has_written_is_not_read_another_way(screen, ada):
    run = imported(screen, ada, "Name,Time zone\nPier,UTC\n")
    Import.objects.filter(pk=run.pk).update(state="failed")
    run.refresh_from_db()
    with pytest.raises(ImportBusy):
        runs.reread(run=run, screen=screen, encoding="", delimiter=";", sheet_name="", by=ada)


def test_the_first_and_the_last_moment_there_is_are_told_and_not_an_error():
    for text in ("9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"):
        with pytest.raises(ValueError, match="is not a date and time"):
            parsing.moment(text)


def test_files_whose_time_is_over_are_forgotten_every_day():
    assert tasks.forget_files in list(DAILY)
