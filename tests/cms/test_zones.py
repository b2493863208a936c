"""An owner plans on the clock of the business."""

from datetime import UTC, datetime

import pytest

from apps.tenancy import context
from cms.pages import HomePage

pytestmark = pytest.mark.django_db


def test_the_editor_shows_times_of_the_business(editor, coral):
    with context.use_tenant(coral):
        home = HomePage.objects.get()
        home.body = [
            (
                "notice",
                {"text": "Closed", "tone": "info", "shown_from": datetime(2026, 12, 1, 15, tzinfo=UTC)},
            )
        ]
        home.save_revision().publish()
    said = editor.get(f"/cms/pages/{home.pk}/edit/").content.decode()
    assert "2026-12-01 09:00" in said, "Belize is six hours behind"
    assert "2026-12-01 15:00" not in said


def test_there_is_no_second_place_to_choose_a_zone(editor):
    assert "current_time_zone" not in editor.get("/cms/account/").content.decode()
