"""The business is part of every statement, whatever happens to transactions, cursors and savepoints."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from psycopg_pool import ConnectionPool

from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile, Tenant
from tests import databases
from tests.conftest import ALIASES

pytestmark = pytest.mark.django_db(transaction=True, databases=[*ALIASES, "owner"])


@pytest.fixture(params=["prefix", "transaction"], autouse=True)
def mode(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    """Both ways of the backend."""
    databases.close_connections()
    kept = connections.settings["default"]["TENANT_MODE"]
    connections.settings["default"]["TENANT_MODE"] = request.param
    yield
    databases.close_connections()
    connections.settings["default"]["TENANT_MODE"] = kept


@pytest.fixture(autouse=True)
def profiles(mode: None, coral: Tenant, northgate: Tenant) -> None:
    """Three tax profiles more at the one, five more at the other."""
    for tenant, more in ((coral, 3), (northgate, 5)):
        with context.use_tenant(tenant):
            TaxProfile.objects.bulk_create([TaxProfile(name=f"More {n}") for n in range(more)])


CORAL, NORTHGATE = 4, 6


def count() -> int:
    """Visible tax profiles."""
    return TaxProfile.objects.count()


def test_with_nothing_bound_there_are_no_rows_and_none_can_be_made(coral: Tenant) -> None:
    assert count() == 0
    assert TaxProfile.objects.update(tax_number="stolen") == 0
    assert TaxProfile.objects.filter(tenant=coral).delete()[0] == 0
    with pytest.raises(DatabaseError, match="row-level security"):
        TaxProfile.objects.create(name="Nobody's", tenant_id=coral.pk)


def test_a_left_context_leaves_nothing_behind_on_the_connection(coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(coral):
        assert count() == CORAL
    assert count() == 0
    with transaction.atomic():
        with context.use_tenant(coral):
            assert count() == CORAL
        assert count() == 0
        with context.use_tenant(northgate):
            assert count() == NORTHGATE


def test_another_businesss_rows_can_be_neither_read_nor_written(coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(coral):
        assert not TaxProfile.objects.filter(tenant=northgate).exists()
        with pytest.raises(DatabaseError, match="row-level security"):
            TaxProfile.objects.create(name="Planted", tenant_id=northgate.pk)
        with pytest.raises(DatabaseError, match="row-level security"):
            TaxProfile.objects.filter(name="More 0").update(tenant=northgate.pk)


def test_a_savepoint_rolled_back_in_another_business_gives_the_first_one_back(
    coral: Tenant, northgate: Tenant
) -> None:
    def give_up() -> None:
        with transaction.atomic(), context.use_tenant(northgate):
            assert count() == NORTHGATE
            raise ZeroDivisionError

    with context.use_tenant(coral), transaction.atomic():
        assert count() == CORAL
        with pytest.raises(ZeroDivisionError):
            give_up()
        assert count() == CORAL


def test_a_violated_key_in_a_savepoint_does_not_lose_the_business(coral: Tenant) -> None:
    with context.use_tenant(coral), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            TaxProfile.objects.create(name="More 0")
        assert count() == CORAL


def test_names_are_unique_within_a_business_and_forms_are_told(coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(coral):
        TaxProfile.objects.create(name="Only here")
        with pytest.raises(ValidationError, match="already"):
            TaxProfile(name="Only here").full_clean(exclude=["tenant"])
    with context.use_tenant(northgate):
        TaxProfile(name="Only here").full_clean(exclude=["tenant"])


def test_no_role_can_point_a_row_at_another_business(coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(coral):
        mine = TaxProfile.objects.get(name="More 0")
        place = Location.objects.create(name="Pier", time_zone="UTC", tax_profile=mine)
    with context.use_tenant(northgate), pytest.raises(IntegrityError):
        Location.objects.create(name="Yard", time_zone="UTC", tax_profile_id=mine.pk)
    with pytest.raises(IntegrityError), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE tenancy_location SET tenant_id = %s WHERE id = %s", [northgate.pk, place.pk])


def test_iterators_batches_and_copies_stay_in_the_business(coral: Tenant) -> None:
    with context.use_tenant(coral):
        assert {row.tenant_id for row in TaxProfile.objects.iterator(chunk_size=2)} == {coral.pk}
        with transaction.atomic():
            assert sum(1 for _row in TaxProfile.objects.iterator(chunk_size=2)) == CORAL
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO tenancy_taxprofile (name, tax_number, prices_include_tax) VALUES (%s, '', true)",
                [["Batch 1"], ["Batch 2"]],
            )
        assert count() == CORAL + 2
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy("COPY tenancy_taxprofile TO STDOUT") as copied,
        ):
            assert len(list(copied)) == CORAL + 2
    assert count() == 0


def test_copying_in_is_refused(coral: Tenant) -> None:
    statement = "COPY tenancy_taxprofile (name, tax_number, prices_include_tax) FROM STDIN"
    with (
        context.use_tenant(coral),
        pytest.raises(psycopg.errors.FeatureNotSupported),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(statement) as rows,
    ):
        rows.write_row(("Copied", "", True))


def test_copying_and_streaming_outside_of_a_transaction_are_refused(coral: Tenant) -> None:
    with context.use_tenant(coral), connection.cursor() as cursor:
        with (
            pytest.raises(psycopg.ProgrammingError, match="transaction"),
            cursor.copy("COPY tenancy_taxprofile TO STDOUT"),
        ):
            pass
        with pytest.raises(psycopg.ProgrammingError, match="iterator"):
            list(cursor.stream("SELECT 1"))


def test_what_a_deletion_takes_along_stays_in_the_business(coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(northgate):
        Location.objects.update(tax_profile=TaxProfile.objects.get(name="More 0"))
    with context.use_tenant(coral):
        Location.objects.update(tax_profile=TaxProfile.objects.get(name="More 0"))
        TaxProfile.objects.all().delete()
        assert Location.objects.get().tax_profile_id is None
    with context.use_tenant(northgate):
        assert count() == NORTHGATE
        assert Location.objects.get().tax_profile_id is not None


def test_the_app_role_cannot_take_the_walls_down(coral: Tenant) -> None:
    for statement in (
        "ALTER TABLE tenancy_taxprofile DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant_isolation ON tenancy_taxprofile",
        "TRUNCATE tenancy_taxprofile",
        "SET ROLE " + connections["platform"].settings_dict["USER"],
        "SET SESSION AUTHORIZATION " + connections["owner"].settings_dict["USER"],
    ):
        with (
            context.use_tenant(coral),
            pytest.raises(DatabaseError),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_pool_that_checks_a_connection_does_not_make_a_read_a_write(coral: Tenant) -> None:
    with context.use_tenant(coral) as bound:
        connection.ensure_connection()
        ConnectionPool.check_connection(connection.connection)
        assert count() == CORAL
    assert not bound.wrote
