"""Two businesses with a marked row in every table, baked once per module and cloned for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.tenancy import context, facts
from apps.tenancy.models import Tenant
from tests import conftest, databases
from tests.isolation.fillers import Filler
from tests.isolation.markers import ALPHA, BRAVO, Marks


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the files of the marked rows stand."""
    return str(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any, media: str) -> Iterator[dict[str, Filler]]:
    """Both businesses, in a database of their own; the answer says what was filled."""
    own, name = conftest._state["name"], f"{conftest._state['name']}_filled"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", media)
        databases.clone(name, conftest._state["template"])
        databases.point_to(name)
        fillers = {
            slug: Filler(_tenant(slug), Marks(*marks))
            for slug, marks in (("coral", ALPHA), ("northgate", BRAVO))
        }
        for filler in fillers.values():
            filler.fill_everything()
        facts.forget()
        databases.close_connections()
        databases.point_to(own)
        yield fillers
        databases.drop(name)


def _tenant(slug: str) -> Tenant:
    with context.use_signin():
        return Tenant.objects.get(slug=slug)


@pytest.fixture
def both(
    filled: dict[str, Filler], django_db_blocker: Any, settings: Any, media: str
) -> Iterator[dict[str, Filler]]:
    """A fresh copy of the filled database, in use."""
    own, name = conftest._state["name"], f"{conftest._state['name']}_crawl"
    settings.MEDIA_ROOT = media
    with django_db_blocker.unblock():
        databases.clone(name, f"{own}_filled")
        databases.point_to(name)
        yield filled
        databases.close_connections()
        databases.point_to(own)
        databases.drop(name)
