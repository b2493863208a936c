"""Private files by signed link."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.files.links import link
from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from tests.cms.conftest import files, read
from tests.conftest import NOW

__all__ = ["files"]


def private(tenant, *, at=NOW) -> str:
    """A link to a new private file."""
    with context.use_tenant(tenant):
        name = default_storage.save("documents/secret.txt", ContentFile(b"<script>secret"))
        return link(name, filename="Waiver.txt", at=at)


def test_whoever_has_the_link_gets_the_file_for_an_hour(browser_of, coral):
    fresh, stale = private(coral), private(coral, at=NOW - timedelta(hours=1, seconds=1))
    with time_machine.travel(NOW, tick=False):
        assert browser_of().get(stale).status_code == 404
        response = browser_of().get(fresh)
        assert read(response) == b"<script>secret"
    assert response["Content-Disposition"] == 'attachment; filename="Waiver.txt"'
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "application/octet-stream"


def test_a_link_leads_nowhere_on_another_host_or_when_something_is_changed(browser_of, coral, northgate):
    address = private(coral)
    with time_machine.travel(NOW, tick=False):
        assert browser_of("northgate.localhost").get(address).status_code == 404
        assert browser_of().get(address[:-3] + "x/").status_code == 404
        assert browser_of().get("/files/nothing/").status_code == 404


def test_the_media_address_of_a_private_file_leads_nowhere(browser_of, coral):
    with context.use_tenant(coral):
        name = default_storage.save("documents/secret.txt", ContentFile(b"secret"))
    assert browser_of().get(f"/media/{name}").status_code == 404


def test_there_is_no_link_outside_a_business(db):
    with pytest.raises(NoTenant):
        link("tenants/1/x/a.txt", filename="a.txt", at=NOW)
