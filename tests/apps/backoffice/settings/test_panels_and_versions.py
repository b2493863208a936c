"""Today pages of roles, the list of changes, and the file of all definitions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.models import Role, User
from apps.backoffice.models import DefinitionVersion, PanelPlacement, RecordType
from apps.backoffice.panels import PANELS
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.backoffice.settings.conftest import text

TODAY = "/admin/settings/today/"
CHANGES = "/admin/settings/changes/"
FILE = "/admin/settings/definitions/"
TYPES = "/admin/settings/types/"
NO_STATES = {"icon": "sailing", "states-TOTAL_FORMS": "0", "states-INITIAL_FORMS": "0"}


@pytest.fixture
def role(coral: Tenant) -> Role:
    """The owner's role."""
    with context.use_tenant(coral):
        return Role.objects.get(key="owner")


def arrangement(*rows: tuple[str, str, str, int]) -> dict[str, Any]:
    """What the form of a role's page sends: panel, "on" or "", width and place."""
    data: dict[str, Any] = {"panels-TOTAL_FORMS": len(rows), "panels-INITIAL_FORMS": len(rows)}
    for number, (panel, shown, width, place) in enumerate(rows):
        data |= {
            f"panels-{number}-panel": panel,
            f"panels-{number}-width": width,
            f"panels-{number}-place": place,
        }
        data |= {f"panels-{number}-shown": shown} if shown else {}
    return data


def test_a_roles_page_is_arranged_shown_so_and_put_back(office: Client, role: Role, coral: Tenant) -> None:
    keys = [panel.key for panel in PANELS]
    before = text(office.get("/admin/"))
    assert "as we propose" in text(office.get(TODAY))
    assert office.get(f"{TODAY}{role.pk}/").status_code == 200
    rows = [(key, "" if number == 0 else "on", "full", 50 - number) for number, key in enumerate(keys)]
    assert (
        office.post(f"{TODAY}{role.pk}/", arrangement(*rows, ("forged", "on", "full", 1))).status_code == 302
    )
    with context.use_tenant(coral):
        placed = list(PanelPlacement.objects.order_by("position").values_list("panel", flat=True))
    assert placed == keys[::-1]
    page = text(office.get("/admin/"))
    assert f'id="panel-{keys[0]}"' in before
    assert f'id="panel-{keys[0]}"' not in page
    assert "arranged by you" in text(office.get(TODAY))
    wrong = office.post(f"{TODAY}{role.pk}/", arrangement((keys[0], "on", "huge", 1)))
    assert "Select a valid choice" in text(wrong)
    assert "as we propose" in text(office.get(f"{TODAY}{role.pk}/reset/")).lower()
    office.post(f"{TODAY}{role.pk}/reset/")
    assert f'id="panel-{keys[0]}"' in text(office.get("/admin/"))


def test_changes_are_listed_with_author_and_words_and_undone(
    office: Client, owner: User, coral: Tenant
) -> None:
    assert "Nothing has been changed yet" in text(office.get(CHANGES, {"kind": "label"}))
    office.post(f"{TYPES}add/", {**NO_STATES, "name": "Boat log"})
    with context.use_tenant(coral):
        type_ = RecordType.objects.get()
    office.post(f"{TYPES}{type_.pk}/", {**NO_STATES, "name": "Ship's <b>log</b>"})
    with context.use_tenant(coral):
        version = DefinitionVersion.objects.get(action="changed")
    page = text(office.get(CHANGES))
    assert str(version.pk) in page
    assert owner.get_short_name() in page
    detail = text(office.get(f"{CHANGES}{version.pk}/"))
    assert "Boat log" in detail
    assert "&lt;b&gt;log" in detail
    assert "<b>log" not in detail
    assert "The change is undone." in text(office.post(f"{CHANGES}{version.pk}/", follow=True))
    with context.use_tenant(coral):
        assert RecordType.objects.get().name == "Boat log"
    assert "undone" in text(office.get(CHANGES))


def test_a_change_of_words_says_of_what_and_only_what_it_has(office: Client, coral: Tenant) -> None:
    office.post(
        "/admin/settings/words/tenancy/location/", {"name.city": "Village", "screen.singular": "Pier"}
    )
    page = text(office.get(CHANGES))
    assert (
        "Locations · City: Village" in page and "Locations: Pier" in page and "tenancy.location" not in page
    )
    with context.use_tenant(coral):
        version = DefinitionVersion.objects.get(key="tenancy.location/city")
    detail = text(office.get(f"{CHANGES}{version.pk}/"))
    assert "Village" in detail and "Name of several" not in detail and ">Hidden<" not in detail
    assert "Label: Pier" in text(office.get("/admin/"))


def test_definitions_go_out_as_a_file_and_come_in_after_a_look(
    office: Client, browser_of: Callable[..., Client], stranger: User, northgate: Tenant
) -> None:
    office.post(f"{TYPES}add/", {**NO_STATES, "name": "Boat log"})
    office.post(
        "/admin/settings/fields/records/boat_log/add/?kind=choice", {"label": "Boat", "choices": "Manta\nRay"}
    )
    answer = office.post(f"{FILE}file/")
    assert "attachment" in answer["Content-Disposition"]
    raw = answer.content
    elsewhere = browser_of("northgate.localhost", who=stranger)
    look = text(elsewhere.post(FILE, {"file": SimpleUploadedFile("d.json", raw)}))
    assert "Boat log" in look
    assert "added" in look
    with context.use_tenant(northgate):
        assert not RecordType.objects.exists()
    done = text(elsewhere.post(FILE, {"raw": raw.decode(), "apply": "1"}, follow=True))
    assert "The file is read in" in done
    assert elsewhere.get("/admin/records/boat_log/").status_code == 200


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"no json", "cannot be read as JSON"),
        (b"\xff\xfe", "cannot be read as JSON"),
        (b"{}", "not a file of definitions"),
        (b'{"format": "quayside.definitions", "version": 9, "definitions": {}}', "version 9"),
        (b'{"format": "quayside.definitions", "version": 1, "definitions": {"spell": {}}}', "not known here"),
        (
            b'{"format": "quayside.definitions", "version": 1, "definitions":'
            b' {"record_type": {"x": {"name": "<script>", "icon": "skull"}}}}',
            "record_type.x.icon",
        ),
        (b"[" * 3_000_000, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_in_says_where_and_why(
    raw: bytes, sentence: str, office: Client, coral: Tenant
) -> None:
    page = text(office.post(FILE, {"file": SimpleUploadedFile("d.json", raw)}))
    assert sentence in page
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Choose a file." in text(office.post(FILE, {}))
    with context.use_tenant(coral):
        assert not DefinitionVersion.objects.exists()


def test_who_may_not_is_told_so_and_strangers_find_nothing(
    office: Client,
    role: Role,
    browser_of: Callable[..., Client],
    manager: User,
    guide: User,
    stranger: User,
    coral: Tenant,
) -> None:
    office.post(f"{TYPES}add/", {**NO_STATES, "name": "Boat log"})
    with context.use_tenant(coral):
        version = DefinitionVersion.objects.get()
    for who in (guide, manager):
        browser = browser_of(who=who)
        for path in (CHANGES, f"{CHANGES}{version.pk}/", FILE):
            assert browser.get(path).status_code == 403, path
        assert browser.post(f"{CHANGES}{version.pk}/").status_code == 403
        assert browser.post(f"{FILE}file/").status_code == 403
    for path in (TODAY, f"{TODAY}{role.pk}/", f"{TODAY}{role.pk}/reset/"):
        assert browser_of(who=guide).get(path).status_code == 403, path
    elsewhere = browser_of("northgate.localhost", who=stranger)
    assert elsewhere.get(f"{CHANGES}{version.pk}/").status_code == 404
    assert elsewhere.get(f"{TODAY}{role.pk}/").status_code in (404, 200)
