"""The pages of imports and exports, as people of several roles walk through them."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.models import Member, Role
from apps.backoffice.imports import progress
from apps.backoffice.models import Export, Import
from apps.backoffice.tasks import data as tasks
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.backoffice.data.conftest import checked, csv_of, imported, started, xlsx_of

pytestmark = pytest.mark.django_db
BASE = "/admin/tenancy/location/"
EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture
def browser(owner, browser_of) -> Client:
    made: Client = browser_of("coral.localhost", owner)
    return made


def upload(browser: Client, text: str | bytes, name: str = "places.csv"):
    data = text.encode() if isinstance(text, str) else text
    return browser.post(f"{BASE}import/", {"file": SimpleUploadedFile(name, data)})


def text_of(response) -> str:
    return str(response.content.decode())


def run_of(coral) -> Import:
    with context.use_tenant(coral):
        return Import.objects.latest("pk")


def do(coral, task: Callable[..., None], *args) -> None:
    """What the worker would do."""
    with context.use_tenant(coral):
        task.here(*args)  # type: ignore[attr-defined]


def test_a_spreadsheet_with_wrong_rows_from_upload_to_undo(coral, browser):
    page = upload(
        browser, csv_of(("Pier", "UTC"), (EVIL, "Nowhere"), ("Yard", ""), headings=("Name", "Time zone"))
    )
    run = run_of(coral)
    assert page.status_code == 302 and page["Location"] == f"{BASE}import/{run.pk}/columns/"
    columns = text_of(browser.get(page["Location"]))
    assert "Which column is what?" in columns and EVIL not in columns and "&lt;img" in columns
    answer = browser.post(
        page["Location"],
        {"column_0": "name", "column_1": "time_zone", "day_first": "1", "match": "", "check": "1"},
    )
    assert answer.status_code == 302
    assert "Waiting to be checked" in text_of(browser.get(answer["Location"]))
    do(coral, tasks.check_import, run.pk)
    found = text_of(browser.get(answer["Location"]))
    assert "1 of 3 rows will be imported." in found and "2 rows have problems." in found
    rows = text_of(browser.get(f"{BASE}import/{run.pk}/rows/"))
    assert "Row 3" in rows and EVIL not in rows and "Time zone is missing." in rows
    answer = browser.post(
        f"{BASE}import/{run.pk}/rows/", {"cell_4_1": "UTC", "cell_3_1": "Nowhere"}, follow=True
    )
    assert "1 row is right now." in text_of(answer)
    assert "Import 2 rows" in text_of(browser.get(f"{BASE}import/{run.pk}/"))
    assert browser.post(f"{BASE}import/{run.pk}/start/").status_code == 302
    do(coral, tasks.write_import, run.pk)
    done = text_of(browser.get(f"{BASE}import/{run.pk}/"))
    assert "Undo the whole import" in done
    with context.use_tenant(coral):
        assert Location.objects.filter(name__in=["Pier", "Yard"]).count() == 2
    browser.post(f"{BASE}import/{run.pk}/undo/")
    do(coral, tasks.undo_import, run.pk, None)
    assert "Undone" in text_of(browser.get(f"{BASE}import/{run.pk}/"))
    with context.use_tenant(coral):
        assert not Location.objects.filter(name__in=["Pier", "Yard"]).exists()
    assert "places.csv" in text_of(browser.get(f"{BASE}import/"))


def test_wrong_rows_leave_as_a_file_with_reasons(coral, browser, screen, ada):
    run = checked(screen, ada, csv_of(("=1", "Mars"), ("Pier", "UTC"), headings=("Name", "Time zone")))
    answer = browser.get(f"{BASE}import/{run.pk}/rows.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Time zone", "Row", "What is wrong"]
    assert rows[1][:3] == ["'=1", "Mars", "2"] and "time zone" in rows[1][3] and len(rows) == 2


def test_wrong_rows_are_searched(browser, screen, ada):
    run = checked(screen, ada, csv_of(("Pier", "Mars"), ("Yard", "Venus"), headings=("Name", "Time zone")))
    found = text_of(browser.get(f"{BASE}import/{run.pk}/rows/?q=VEN"))
    assert "Row 3" in found and "Row 2" not in found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b" \n", "It is empty"),
        (",".join(f"c{n}" for n in range(201)).encode(), "more than 200 columns"),
        (b"PK\x03\x04x", "no workbook"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_the_field(coral, browser, content, sentence):
    answer = upload(browser, content)
    assert answer.status_code == 422 and sentence in text_of(answer)
    with context.use_tenant(coral):
        assert not Import.objects.exists()


def test_a_file_is_read_another_way(coral, browser):
    upload(browser, "Näme;Time zone\nPiér;UTC\n".encode("cp850"))
    run = run_of(coral)
    browser.post(f"{BASE}import/{run.pk}/columns/", {"reread": "1", "encoding": "cp850", "delimiter": ";"})
    assert "Näme" in text_of(browser.get(f"{BASE}import/{run.pk}/columns/"))


def test_work_that_lost_its_worker_is_offered_to_go_on(coral, browser, screen, ada):
    run = checked(screen, ada, csv_of(("Pier", "UTC"), headings=("Name", "Time zone")))
    browser.post(f"{BASE}import/{run.pk}/start/")
    assert json.loads(browser.get(f"{BASE}import/{run.pk}/progress/").content) == {"percent": 0, "busy": True}
    progress.cache.delete(progress._key("import", run.pk))
    assert "Go on" in text_of(browser.get(f"{BASE}import/{run.pk}/"))
    assert not json.loads(browser.get(f"{BASE}import/{run.pk}/progress/").content)["busy"]
    browser.post(f"{BASE}import/{run.pk}/continue/")
    do(coral, tasks.write_import, run.pk)
    assert run_of(coral).state == "done"


def test_an_import_that_wrote_nothing_is_deleted_with_its_file(coral, browser, own_folder):
    upload(browser, "Name\nPier\n")
    run = run_of(coral)
    assert browser.post(f"{BASE}import/{run.pk}/delete/").status_code == 302
    assert browser.get(f"{BASE}import/{run.pk}/").status_code == 404
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


# -- who may -----------------------------------------------------------------------------------------------------------


def role_with(coral, email: str, *may: str) -> None:
    with context.use_tenant(coral):
        role = Role.objects.create(key=f"r{len(may)}", name="Some", may=list(may))
        member = Member.objects.get(user__email=email)
        member.role = role
        member.save(update_fields=["role"])


@pytest.mark.parametrize("role", ["manager", "staff", "guide"])
def test_roles_that_may_not_add_places_import_none(browser_of, role):
    browser = browser_of("coral.localhost", f"{role}@coral.example")
    assert browser.get(f"{BASE}import/").status_code == 403
    assert upload(browser, "Name\nPier\n").status_code == 403
    assert browser.get(f"{BASE}export/").status_code == 403


@pytest.mark.parametrize(
    ("may", "imports", "exports"),
    [
        (("tenancy.view_location", "tenancy.add_location"), 403, 403),
        (("tenancy.view_location", "tenancy.add_location", "tenancy.change_location"), 200, 403),
        (("tenancy.view_location", "backoffice.export_records"), 403, 200),
    ],
)
def test_importing_needs_adding_and_changing_and_exporting_its_own_permission(
    coral, browser_of, may, imports, exports
):
    role_with(coral, "staff@coral.example", *may)
    browser = browser_of("coral.localhost", "staff@coral.example")
    assert browser.get(f"{BASE}import/").status_code == imports
    assert browser.get(f"{BASE}export/").status_code == exports


@pytest.fixture
def limited(coral, browser_of) -> Client:
    """Sees all places, and adds and changes only their own."""
    role_with(
        coral,
        "staff@coral.example",
        "tenancy.view_location",
        "tenancy.add_location:own",
        "tenancy.change_location:own",
    )
    made: Client = browser_of("coral.localhost", "staff@coral.example")
    return made


def test_nobody_acts_with_the_rights_of_whoever_brought_the_file(screen, ada, limited):
    run = checked(screen, ada, csv_of(("Pier", "UTC"), ("Yard", "Mars"), headings=("Name", "Time zone")))
    assert limited.get(f"{BASE}import/{run.pk}/").status_code == 200
    for path, said in (
        (
            "columns/",
            {"column_0": "name", "column_1": "time_zone", "day_first": "1", "match": "", "check": "1"},
        ),
        ("columns/", {"reread": "1", "encoding": "cp850"}),
        ("rows/", {"cell_3_1": "UTC"}),
        ("start/", {}),
        ("continue/", {}),
        ("undo/", {}),
        ("delete/", {}),
    ):
        assert limited.post(f"{BASE}import/{run.pk}/{path}", said).status_code == 403, path
    run.refresh_from_db()
    assert run.state == "checked" and not run.problem_rows.filter(fixed=True).exists()


def test_an_import_of_ones_own_goes_on_with_rights_to_ones_own(coral, limited):
    upload(limited, "Name,Time zone\nPier,UTC\n")
    said = {"column_0": "name", "column_1": "time_zone", "day_first": "1", "match": "", "check": "1"}
    assert limited.post(f"{BASE}import/{run_of(coral).pk}/columns/", said).status_code == 302
    assert run_of(coral).state == "mapped"


def test_nobody_is_offered_a_step_of_an_import_that_they_may_not_take(screen, ada, limited, browser):
    run = checked(screen, ada, csv_of(("Pier", "UTC"), ("Yard", "Mars"), headings=("Name", "Time zone")))
    page = text_of(limited.get(f"{BASE}import/{run.pk}/"))
    for path in ("columns/", "start/", "delete/"):
        assert f"{run.pk}/{path}" not in page, path
        assert f"{run.pk}/{path}" in text_of(browser.get(f"{BASE}import/{run.pk}/"))
    assert "Check these rows again" not in text_of(limited.get(f"{BASE}import/{run.pk}/rows/"))
    started(screen, run)
    assert "undo/" not in text_of(limited.get(f"{BASE}import/{run.pk}/"))


def test_undoing_what_another_imported_needs_the_right_to_delete_all(coral, screen, ada, browser_of):
    run = imported(screen, ada, csv_of(("Pier", "UTC"), headings=("Name", "Time zone")))
    codes = ["tenancy.view_location", "tenancy.add_location", "tenancy.change_location"]
    role_with(coral, "staff@coral.example", *codes)
    browser = browser_of("coral.localhost", "staff@coral.example")
    assert browser.post(f"{BASE}import/{run.pk}/undo/").status_code == 403
    role = Role.objects.get(name="Some")
    role.may = [*codes, "tenancy.delete_location"]
    role.save(update_fields=["may"])
    assert browser.post(f"{BASE}import/{run.pk}/undo/").status_code == 302
    assert run_of(coral).state == "undoing"


def test_an_import_of_another_business_does_not_exist(screen, ada, stranger, browser_of):
    run = imported(screen, ada, csv_of(("Pier", "UTC"), headings=("Name", "Time zone")))
    other = browser_of("northgate.localhost", stranger)
    for path in ("", "columns/", "rows/", "rows.csv", "progress/"):
        assert other.get(f"{BASE}import/{run.pk}/{path}").status_code == 404
    for path in ("start/", "continue/", "undo/", "delete/"):
        assert other.post(f"{BASE}import/{run.pk}/{path}").status_code == 404


def test_a_screen_that_does_not_exist_is_not_found(browser):
    assert browser.get("/admin/tenancy/nothing/import/").status_code == 404
    assert browser.get("/admin/tenancy/nothing/export/").status_code == 404


# -- exports -----------------------------------------------------------------------------------------------------------


def test_a_csv_file_streams_and_holds_the_chosen_columns(browser, ada):
    Location.objects.create(name="=Pier", time_zone="UTC")
    answer = browser.post(f"{BASE}export/", {"format": "csv", "columns": ["name", "city"]})
    assert answer.streaming and answer["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Record number", "Name", "City"] and "'=Pier" in {row[1] for row in rows}


def test_picked_records_are_exported(browser, ada):
    pier = Location.objects.create(name="Pier", time_zone="UTC")
    form = text_of(browser.post(f"{BASE}export/", {"pk": [pier.pk]}))
    assert f'name="pk" value="{pier.pk}"' in form and "1 chosen record" in form
    answer = browser.post(f"{BASE}export/", {"format": "json", "pk": [pier.pk]})
    assert [one["name"] for one in json.loads(b"".join(answer.streaming_content))] == ["Pier"]


def test_a_workbook_is_asked_for_made_and_fetched(coral, browser, ada, browser_of):
    browser.post(f"{BASE}export/", {"format": "xlsx"})
    export = Export.objects.get()
    assert json.loads(browser.get(f"{BASE}export/progress/").content)["busy"]
    assert browser.get(f"{BASE}export/{export.pk}/").status_code == 404
    do(coral, tasks.make_export, export.pk)
    assert f"{BASE}export/{export.pk}/" in text_of(browser.get(f"{BASE}export/"))
    answer = browser.get(f"{BASE}export/{export.pk}/")
    assert b"".join(answer.streaming_content)[:2] == b"PK" and "attachment" in answer["Content-Disposition"]
    admin = browser_of("coral.localhost", "admin@coral.example")
    assert admin.get(f"{BASE}export/").status_code == 200
    assert admin.get(f"{BASE}export/{export.pk}/").status_code == 404


def test_pages_cost_a_fixed_number_of_queries(browser, screen, ada, django_assert_max_num_queries):
    counts = {}
    for size in (1, 40):
        rows = [(f"Pier {size}-{n}", "Mars") for n in range(size)]
        run = checked(screen, ada, csv_of(*rows, headings=("Name", "Time zone")))
        for path in ("", "columns/", "rows/"):
            browser.get(f"{BASE}import/{run.pk}/{path}")
            with django_assert_max_num_queries(40) as captured:
                browser.get(f"{BASE}import/{run.pk}/{path}")
            counts.setdefault(path, []).append(len(captured))
    assert all(few == many for few, many in counts.values()), counts


def test_an_export_never_takes_out_more_than_was_asked_for(browser, ada):
    too_long = "q=" + "x" * 4000
    for said in (
        {"format": "csv", "query": too_long},
        {"format": "csv", "pk": ["no number"]},
        {"format": "csv", "pk": ["9" * 30]},
        {"query": "q=Pier"},
    ):
        answer = browser.post(f"{BASE}export/", said)
        assert answer.status_code == 302 and answer["Location"] == BASE, said
    assert "Pick at least one row first." in text_of(browser.get(BASE))
    assert browser.get(f"{BASE}export/", {"query": too_long}).status_code == 302
    assert browser.post(f"{BASE}export/", {"all": "1", "query": "q=Pier"}).status_code == 200


def test_signs_no_text_can_hold_are_left_out_of_what_is_looked_for(browser, screen, ada):
    run = checked(screen, ada, csv_of(("Pier", "Mars"), headings=("Name", "Time zone")))
    assert "Row 2" in text_of(browser.get(f"{BASE}import/{run.pk}/rows/?q=pi%00er"))
    assert browser.get(f"{BASE}options/?q=a%00").status_code == 200


@pytest.mark.parametrize("sheet", ["x" * 300, "a\0b", "Nowhere"])
def test_a_sheet_the_workbook_does_not_have_is_not_chosen(coral, browser, sheet):
    upload(browser, xlsx_of(("Pier", "UTC"), headings=("Name", "Time zone")), "places.xlsx")
    run = run_of(coral)
    answer = browser.post(f"{BASE}import/{run.pk}/columns/", {"reread": "1", "sheet": sheet})
    assert answer.status_code == 302
    assert run_of(coral).sheet == run.sheet == "Sheet"
