"""The editor's days and hours are those of the person's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from apps.accounts.models import User
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms.pages import StandardPage
from tests.cms.test_hostile import home_of, sent

pytestmark = pytest.mark.django_db


def test_a_schedule_and_a_notice_are_read_on_ones_own_clock(
    editor: Client, coral: Tenant, owner: User
) -> None:
    with context.use_tenant(coral):
        User.objects.filter(pk=owner.pk).update(time_zone="America/Belize")
    home = home_of(coral)
    with context.use_tenant(coral):
        page = home.add_child(instance=StandardPage(title="Reef", slug="reef", live=False))
    year = timezone.now().year + 1
    notice = {
        "text": "Closed today",
        "tone": "info",
        "shown_from": f"{year}-01-02 08:00",
        "shown_until": "",
    }
    form = sent(("notice", notice), title="Reef", slug="reef", go_live_at=f"{year}-01-01 10:00")
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    with context.use_tenant(coral):
        draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.go_live_at == datetime(year, 1, 1, 16, tzinfo=UTC)
    assert draft.body[0].value["shown_from"] - draft.go_live_at == timedelta(hours=22)
    shown = editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert f"{year}-01-01 10:00" in shown
    assert "current_time_zone" not in editor.get("/cms/account/").content.decode()
