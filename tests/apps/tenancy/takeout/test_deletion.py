"""A deleted business is gone from every table and folder, and one line says so."""

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from apps.accounts.models import User
from apps.accounts.sessions import SessionStore
from apps.tenancy import context, owner, services
from apps.tenancy.models import Tenant, TenantFarewell
from apps.tenancy.takeout import deletion
from apps.tenancy.takeout.errors import NotGone, StillOpen
from tests.apps.tenancy.takeout import building, reading
from tests.conftest import NOW, person
from tests.people import BOTH, ROLES

pytestmark = pytest.mark.django_db(transaction=True)


def captured_queries():
    return CaptureQueriesContext(connections["default"])


def exists(tenant):
    with context.use_signin():
        return Tenant.objects.filter(pk=tenant.pk).exists()


def test_every_row_and_file_is_gone_and_the_neighbour_is_untouched(
    coral, northgate, sample, owner, own_folder
):
    building.fill(coral, sample, owner=owner)
    with context.use_tenant(northgate):
        building.document("Theirs")
    before = reading.fingerprint(northgate, beside=True)
    counted = sum(len(rows) for rows in reading.rows_of(coral, beside=True).values())
    done = deletion.delete(tenant=coral, at=NOW, force=True)
    assert done.files == 4 and done.rows >= counted > 100
    left = {table: rows for table, rows in reading.rows_of(coral.pk, beside=True).items() if rows}
    assert left == {} and not exists(coral)
    assert not (own_folder / "tenants" / str(coral.pk)).exists()
    assert [p.name for p in own_folder.rglob("*.*")] == ["Theirs.txt"]
    assert reading.fingerprint(northgate, beside=True) == before


def test_one_line_stays_on_the_platform(coral):
    done = deletion.delete(tenant=coral, at=NOW, force=True)
    with context.use_platform():
        (line,) = TenantFarewell.objects.all()
    assert (line.slug, line.name, line.former_id, line.deleted_at) == (
        "coral",
        "Coral & Current",
        coral.pk,
        NOW,
    )
    assert (line.rows, line.files) == (done.rows, 0)


def test_people_of_no_other_business_go_with_it(coral, northgate):
    done = deletion.delete(tenant=coral, at=NOW, force=True)
    assert done.people == len(ROLES)
    with context.use_platform():
        assert not User.objects.filter(email__endswith="@coral.example").exists()
        assert User.objects.filter(email=BOTH).exists()
    with context.use_tenant(northgate):
        assert person(BOTH).memberships.count() == 1


def test_what_the_log_says_of_those_people_outside_any_business_goes_too(coral, clerk):
    with context.use_platform():
        User.objects.filter(email__in=[clerk.email, BOTH]).update(name="Somebody Else")
    assert outside_any_business(clerk.pk) == 1
    deletion.delete(tenant=coral, at=NOW, force=True)
    assert outside_any_business(clerk.pk) == 0
    with context.use_platform():
        assert outside_any_business(User.objects.get(email=BOTH).pk) == 1


def outside_any_business(user):
    """How many entries of the log are about the person and belong to no business."""
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_entry WHERE tenant_id IS NULL"
            " AND table_name = 'accounts_user' AND op = 'U' AND row_id = %s",
            [user],
        )
        return cursor.fetchone()[0]


def test_somebody_whom_another_businesss_rows_name_stays(coral, northgate, clerk):
    with context.use_platform(northgate):
        Page.objects.filter(title="Northgate Garages").update(owner=clerk)
    done = deletion.delete(tenant=coral, at=NOW, force=True)
    assert done.people == len(ROLES) - 1 and person(clerk.email).pk == clerk.pk


def test_an_open_business_is_not_deleted(coral):
    with pytest.raises(StillOpen, match=r"Coral & Current"):
        deletion.delete(tenant=coral, at=NOW)
    assert exists(coral)


@pytest.mark.parametrize("close", [services.suspend, services.cancel])
def test_a_closed_one_is(coral, close):
    close(tenant=coral, reason="over", at=NOW)
    deletion.delete(tenant=coral, at=NOW)
    assert not exists(coral)


def test_what_would_stay_raises_and_rolls_everything_back(coral):
    before = reading.fingerprint(coral, beside=True)
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute("CREATE RULE keep AS ON DELETE TO tenancy_location DO INSTEAD NOTHING")
    with pytest.raises(NotGone, match="tenancy_location"):
        deletion.delete(tenant=coral, at=NOW, force=True)
    assert reading.fingerprint(coral, beside=True) == before and exists(coral)


def test_the_number_of_statements_does_not_depend_on_the_business(coral, northgate, sample, clerk):
    building.fill(coral, sample, owner=clerk)
    counts = []
    for tenant in (coral, northgate):
        with owner.as_default(), context.use(), transaction.atomic(), captured_queries() as captured:
            deletion._Deletion(connections["default"].cursor(), tenant).run(NOW)
        counts.append(len(captured))
    assert counts[0] == counts[1] > 50


def test_its_cache_and_sessions_are_gone(coral, northgate, browser_of):
    browser = browser_of("coral.localhost", "owner@coral.example")
    other = browser_of("northgate.localhost", "owner@northgate.example")
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            cache.set("a", 1)
    assert SessionStore().exists(key)
    deletion.delete(tenant=coral, at=NOW, force=True)
    assert not SessionStore().exists(key)
    assert other.get("/home/").status_code == 200
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        assert not list(valkey.scan_iter(match=f"t{coral.pk}:*"))
        assert list(valkey.scan_iter(match=f"t{northgate.pk}:*"))


def test_the_command_wants_the_address_again(coral, monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt: "corall")
    with pytest.raises(CommandError, match="another address"):
        call_command("tenant", "coral", "delete", "--force")
    with pytest.raises(CommandError, match="another address"):
        call_command("tenant", "coral", "delete", "--force", "--yes-delete", "northgate")
    with pytest.raises(CommandError, match="still open"):
        call_command("tenant", "coral", "delete", "--yes-delete", "coral")
    assert exists(coral)
    call_command("tenant", "coral", "delete", "--yes-delete", "coral", "--force")
    assert not exists(coral) and "coral is gone" in capsys.readouterr().out
