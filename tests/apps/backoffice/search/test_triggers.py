"""The index follows every way in which a searched record can change."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connections, transaction

from apps.accounts.models import Member
from apps.backoffice.queries import search
from apps.backoffice.search import catalog, schema, sources
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.audit.conftest import trying_as_owner
from tests.apps.backoffice.conftest import KIND

NEW_PLACE = """INSERT INTO tenancy_location
    (tenant_id, name, time_zone, street, postal_code, city, region, country, phone, email)
    SELECT id, 'Pier', 'Europe/Malta', '', '', '', '', '', '', '' FROM tenancy_tenant"""


def found(text):
    return list(
        Location.objects.filter(pk__in=search.ids(KIND, text)).order_by("name").values_list("name", flat=True)
    )


def test_a_new_record_is_found(place):
    place("Pier House", city="Placencia")
    assert found("pier") == ["Pier House"]
    assert found("placencia") == ["Pier House"]


def test_many_records_at_once_are_found(in_coral):
    Location.objects.bulk_create(
        [Location(name=f"Wharf {n}", time_zone="UTC", tenant_id=in_coral.pk) for n in range(50)]
    )
    assert len(found("wharf")) == 50


def test_a_changed_record_is_found_by_what_it_says_now(place):
    pier = place("Pier House")
    pier.name = "Boat House"
    pier.save()
    assert found("pier") == []
    assert found("boat") == ["Boat House"]


def test_an_update_of_many_is_followed(place):
    for n in range(3):
        place(f"Pier {n}")
    Location.objects.filter(name__startswith="Pier").update(city="Hopkins")
    assert len(found("hopkins")) == 3
    Location.objects.filter(name="Pier 1").update(city="")
    assert found("hopkins") == ["Pier 0", "Pier 2"]


def test_what_is_deleted_is_not_found(place):
    pier = place("Pier House")
    place("Pier Shed")
    pier.delete()
    assert found("pier") == ["Pier Shed"]
    Location.objects.filter(name="Pier Shed").delete()
    assert found("pier") == []


def test_what_is_rolled_back_is_not_found(place):
    with pytest.raises(RuntimeError), context.atomic():
        place("Pier House")
        raise RuntimeError
    assert found("pier") == []


def test_the_owners_fields_are_searched(place):
    pier = place("Pier House", custom={"licence": "BZ-77-Ω", "berths": 12, "open": True, "nothing": None})
    assert found("bz-77") == ["Pier House"]
    assert found("12") == []
    Location.objects.filter(pk=pier.pk).update(custom={"licence": "Lapsed"})
    assert found("lapsed") == ["Pier House"]
    assert found("bz-77") == []


def test_encrypted_values_are_not_searched(in_coral, place):
    sealed = Member._meta.get_field("phone").protect("+501 600 1234", tenant=in_coral.pk)
    place("Pier House", custom={"passport": sealed})
    assert found(sealed[-12:]) == []


def test_a_sensitive_column_cannot_be_declared():
    with pytest.raises(ImproperlyConfigured, match="sensitive"):
        sources.source(Member, columns=("phone",))
    assert "phone" not in sources.source(Member).columns


def test_columns_that_are_not_searched_change_without_touching_the_index(as_owner):
    as_owner.execute(NEW_PLACE)
    as_owner.execute("SELECT ctid FROM backoffice_searchentry WHERE text LIKE ' pier%'")
    before = as_owner.fetchall()
    as_owner.execute("UPDATE tenancy_location SET tax_profile_id = NULL WHERE name = 'Pier'")
    as_owner.execute("SELECT ctid FROM backoffice_searchentry WHERE text LIKE ' pier%'")
    assert before == as_owner.fetchall() != []


def test_the_app_role_reaches_no_entry_directly(in_coral):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM backoffice_searchentry")


@pytest.fixture
def as_owner(db):
    """The owner's cursor in a transaction that is rolled back."""
    with trying_as_owner() as cursor:
        yield cursor


def test_installing_twice_changes_nothing(as_owner):
    assert catalog.audit(as_owner) == []
    before = schema.bodies(as_owner), schema.standing(as_owner)
    schema.complete(as_owner)
    assert (schema.bodies(as_owner), schema.standing(as_owner)) == before


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        ("DROP TRIGGER search_update ON tenancy_location", "has no trigger search_update"),
        ("ALTER TABLE tenancy_location DISABLE TRIGGER search_insert", "search_insert is disabled"),
        ("ALTER FUNCTION search_of_tenancy_location() SECURITY INVOKER", "out of date"),
        ("ALTER FUNCTION backoffice_found(text, bigint, text[]) SECURITY INVOKER", "SECURITY DEFINER"),
        ("DROP FUNCTION backoffice_all(text, text[], integer)", "no function backoffice_all"),
        ("GRANT SELECT ON backoffice_searchentry TO quayside_app", "around its functions"),
        ("GRANT EXECUTE ON FUNCTION backoffice_found(text, bigint, text[]) TO quayside_signin", "sign-in"),
    ],
)
def test_what_is_missing_or_open_is_found_and_mended(as_owner, harm, finding):
    as_owner.execute(harm)
    assert [said for said in catalog.audit(as_owner) if finding in said]
    schema.complete(as_owner)
    if "GRANT SELECT" not in harm:
        assert catalog.audit(as_owner) == []


def test_a_changed_declaration_writes_the_index_anew(as_owner, monkeypatch):
    as_owner.execute(NEW_PLACE)
    as_owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    narrow = sources.source(Location, columns=("name",))
    declared = [one for one in sources.everything() if one.table != "tenancy_location"]
    wider = sources.source(Location, columns=("name", "time_zone"))
    monkeypatch.setattr(sources, "everything", lambda: [*declared, narrow])
    schema.complete(as_owner)
    as_owner.execute("SELECT count(*) FROM backoffice_searchentry WHERE text LIKE '%malta%'")
    assert as_owner.fetchone() == (0,)
    monkeypatch.setattr(sources, "everything", lambda: [*declared, wider])
    schema.complete(as_owner)
    as_owner.execute("SELECT count(*) FROM backoffice_searchentry WHERE text LIKE '%malta%'")
    assert as_owner.fetchone() == (2,)
    monkeypatch.setattr(sources, "everything", lambda: declared)
    schema.complete(as_owner)
    as_owner.execute("SELECT count(*) FROM backoffice_searchentry WHERE kind = 'tenancy.location'")
    assert as_owner.fetchone() == (0,)
    as_owner.execute("SELECT count(*) FROM pg_proc WHERE proname = 'search_of_tenancy_location'")
    assert as_owner.fetchone() == (0,)


def test_rows_may_say_themselves_what_kind_they_are_of(as_owner, monkeypatch):
    own = sources.source(
        Location, columns=("name",), kind="'records.' || NULLIF({row}.region, '')", kinds="records.%"
    )
    others = [one for one in sources.everything() if one.table != "tenancy_location"]
    monkeypatch.setattr(sources, "everything", lambda: [*others, own])
    schema.complete(as_owner)
    as_owner.execute(
        "INSERT INTO tenancy_location (tenant_id, name, time_zone, street, postal_code, city, region, country,"
        " phone, email) SELECT id, r, 'UTC', '', '', '', r, '', '', '' FROM tenancy_tenant,"
        " unnest(ARRAY['boats', 'logs', '']) r WHERE slug = 'coral'"
    )

    def kinds():
        as_owner.execute(
            "SELECT kind, text FROM backoffice_searchentry WHERE kind LIKE 'records.%' ORDER BY 1, 2"
        )
        return as_owner.fetchall()

    assert kinds() == [("records.boats", " boats"), ("records.logs", " logs")]
    as_owner.execute("UPDATE tenancy_location SET region = 'logs' WHERE region = 'boats'")
    assert kinds() == [("records.logs", " boats"), ("records.logs", " logs")]
    as_owner.execute("UPDATE tenancy_location SET region = '' WHERE region = 'logs'")
    assert kinds() == []
