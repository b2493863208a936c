"""The page where a business takes out its data."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage

from apps.kernel import clock
from apps.tenancy import context, services
from apps.tenancy.models import Takeout
from apps.tenancy.takeout import archives, opening, tasks
from apps.tenancy.takeout.errors import ExportRunning, NoSuchArchive
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """A media folder that goes with the test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def made(tenant, at=NOW):
    """A finished archive."""
    with context.use_tenant(tenant):
        takeout = archives.start(by="Ada", at=at)
        archives.make(pk=takeout.pk, at=at)
        return Takeout.objects.get(pk=takeout.pk)


def body(response):
    return b"".join(response.streaming_content)


def test_an_archive_is_asked_for_made_and_downloaded(coral, owner, browser_of, tmp_path):
    browser = browser_of("coral.localhost", owner)
    assert "There is no archive" in browser.get("/home/export/").content.decode()
    assert browser.post("/home/export/start/").status_code == 302
    waiting = browser.get("/home/export/")
    assert "Being made" in waiting.content.decode() and waiting["Refresh"] == "3"
    with context.use_tenant(coral):
        takeout = Takeout.objects.get()
        tasks.make_archive.here(takeout.pk)
    page = browser.get("/home/export/")
    assert f"/home/export/{takeout.pk}/" in page.content.decode() and "Refresh" not in page
    response = browser.get(f"/home/export/{takeout.pk}/")
    content = body(response)
    assert response["Content-Length"] == str(len(content)) and response["Cache-Control"] == "no-store"
    assert "coral-" in response["Content-Disposition"]
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    path = tmp_path / "downloaded.zip"
    path.write_bytes(content)
    assert opening.restore_from(path, slug="reef", at=NOW).tenant.slug == "reef"


def test_it_lies_encrypted_in_the_businesss_own_folder(coral):
    takeout = made(coral)
    with context.use_tenant(coral), default_storage.open(takeout.file) as file:
        content = file.read()
    assert takeout.file.startswith(f"tenants/{coral.pk}/")
    assert b"manifest" not in content and b"coral" not in content
    assert len(takeout.key) > 64 and "coral" not in takeout.key


@pytest.mark.parametrize("role", ["manager", "staff", "guide", "attendant"])
def test_only_owner_and_administrator_may(coral, browser_of, role):
    takeout = made(coral)
    browser = browser_of("coral.localhost", f"{role}@coral.example")
    assert browser.get("/home/export/").status_code == 403
    assert browser.post("/home/export/start/").status_code == 403
    assert browser.get(f"/home/export/{takeout.pk}/").status_code == 403
    assert browser.post(f"/home/export/{takeout.pk}/delete/").status_code == 403
    assert browser_of("coral.localhost", "admin@coral.example").get("/home/export/").status_code == 200


def test_an_archive_of_another_business_does_not_exist(coral, northgate, owner, browser_of):
    theirs = made(northgate)
    browser = browser_of("coral.localhost", owner)
    assert browser.get(f"/home/export/{theirs.pk}/").status_code == 404
    assert browser.post(f"/home/export/{theirs.pk}/delete/").status_code == 404


def test_it_works_while_the_business_is_suspended(coral, owner, browser_of):
    browser = browser_of("coral.localhost", owner)
    services.suspend(tenant=coral, reason="unpaid", at=NOW)
    assert browser.get("/home/export/").status_code == 200
    assert browser.post("/home/export/start/").status_code == 302
    with context.use_tenant(coral):
        takeout = Takeout.objects.get()
        tasks.make_archive.here(takeout.pk)
    assert body(browser.get(f"/home/export/{takeout.pk}/"))[:2] == b"PK"


def test_there_is_one_at_a_time(coral, owner, browser_of):
    browser = browser_of("coral.localhost", owner)
    browser.post("/home/export/start/")
    page = browser.post("/home/export/start/", follow=True)
    assert "An archive is being made already" in page.content.decode()
    with context.use_tenant(coral):
        assert Takeout.objects.count() == 1
        with pytest.raises(ExportRunning):
            archives.start(by="Ada", at=clock.now())


def test_of_two_at_the_same_instant_one_begins(coral, race):
    with context.use_tenant(coral):
        found = race(lambda: archives.start(by="Ada", at=NOW), times=2)
    assert sorted(type(each).__name__ for each in found) == ["ExportRunning", "Takeout"]


def test_it_is_gone_after_seven_days_with_its_file(coral, own_folder):
    takeout = made(coral)
    with context.use_tenant(coral):
        assert archives.download(pk=takeout.pk, at=NOW + timedelta(days=6)).size > 1000
        with pytest.raises(NoSuchArchive):
            archives.download(pk=takeout.pk, at=NOW + timedelta(days=7))
        assert archives.listed(at=NOW + timedelta(days=7)) == []
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


def test_nobody_has_to_look_for_it_to_expire(coral, northgate, own_folder):
    first, second = made(coral), made(northgate, at=NOW + timedelta(days=3))
    archives.expire_everywhere(at=NOW + timedelta(days=8))
    with context.use_platform():
        assert list(Takeout.objects.values_list("pk", flat=True)) == [second.pk] != [first.pk]
    assert len([path for path in own_folder.rglob("*") if path.is_file()]) == 1


def test_it_can_be_deleted_before(coral, owner, browser_of, own_folder):
    takeout = made(coral)
    browser = browser_of("coral.localhost", owner)
    assert browser.post(f"/home/export/{takeout.pk}/delete/").status_code == 302
    assert not [path for path in own_folder.rglob("*") if path.is_file()]
    assert browser.get(f"/home/export/{takeout.pk}/").status_code == 404


def test_a_run_whose_worker_died_does_not_block_the_next(coral):
    with context.use_tenant(coral):
        lost = archives.start(by="Ada", at=NOW)
        Takeout.objects.filter(pk=lost.pk).update(state="running")
        with pytest.raises(ExportRunning):
            archives.start(by="Ada", at=NOW + timedelta(minutes=5))
        archives.start(by="Ada", at=NOW + timedelta(minutes=20))
        lost.refresh_from_db()
    assert lost.state == "failed" and "interrupted" in lost.problem


def test_a_failure_is_told_and_leaves_no_file(coral, own_folder, monkeypatch, caplog):
    with context.use_tenant(coral):
        takeout = archives.start(by="Ada", at=NOW)
        # A folder that cannot be written to.
        monkeypatch.setattr(django_settings, "MEDIA_ROOT", "/proc/none")
        archives.make(pk=takeout.pk, at=NOW)
        takeout.refresh_from_db()
    assert takeout.state == "failed" and takeout.problem.startswith("Something went wrong")
    assert not takeout.file and not list(own_folder.iterdir())


def test_a_task_that_comes_twice_makes_one(coral):
    takeout = made(coral)
    with context.use_tenant(coral):
        archives.make(pk=takeout.pk, at=NOW)
        assert Takeout.objects.get().file == takeout.file
