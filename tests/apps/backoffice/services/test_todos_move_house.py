"""To-dos when a business is exported and restored: what they are about is found again under its new number."""

import pytest

from apps.backoffice.models import Todo
from apps.tenancy import context
from apps.tenancy.models import Location
from apps.tenancy.takeout import opening
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_restored_todo_is_about_the_restored_record(coral, todo, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media").mkdir()
    with context.use_tenant(coral):
        place = Location.objects.get()
    todo("About", about_screen="tenancy.location", about_id=place.pk, about_title="Jetty")
    todo("Lost", about_screen="tenancy.location", about_id=999_999, about_title="Gone")
    todo("Unknown", about_screen="no.screen", about_id=1, about_title="Gone")
    todo("Plain")
    with context.use_tenant(coral):
        opening.export_to(tmp_path / "archive.zip", at=NOW)
    copy = opening.restore_from(tmp_path / "archive.zip", slug="reef", at=NOW).tenant
    with context.use_tenant(copy):
        moved = Location.objects.get()
        found = {one.title: (one.about_screen, one.about_id) for one in Todo.objects.all()}
    assert moved.pk != place.pk
    assert found == {
        "About": ("tenancy.location", moved.pk),
        "Lost": ("", None),
        "Unknown": ("", None),
        "Plain": ("", None),
    }
