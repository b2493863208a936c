"""Two people bring a pack in at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.models import InstalledPack
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms.packs.media import Media
from cms.pages import SitePage
from tests.apps.operator_console.packs.conftest import GYM, NOW


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_installs_finds_what_the_first_has_made(
    coral: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, draw = Barrier(2, timeout=60), Media.prepare

    def together(self: Media, *given: Any) -> None:
        draw(self, *given)
        both.wait()

    monkeypatch.setattr(Media, "prepare", together)

    def install(_number: int) -> set[Change]:
        try:
            with context.use_tenant(coral):
                made = services.install(folder=GYM, options={"drafts": True}, by=None, at=NOW)
                return {step.change for step in made.steps}
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(install, range(2)), key=len, reverse=True)
    assert Change.ADD in first
    assert second == {Change.SAME}
    with context.use_tenant(coral):
        assert InstalledPack.objects.count() == 1
        assert SitePage.objects.filter(slug="climb").count() == 1
