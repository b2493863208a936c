"""Migrations of libraries write rows through the default alias, which only the owner may do."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, connections
from wagtail.models import Locale

from apps.tenancy import context, owner
from apps.tenancy.models import Tenant
from tests.conftest import ALIASES

pytestmark = pytest.mark.django_db(transaction=True, databases=[*ALIASES, "owner"])


def test_rows_of_the_installation_are_written_by_the_owner_alone(db: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        ContentType.objects.create(app_label="library", model="thing")
    with owner.as_default():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (connections["owner"].settings_dict["USER"],)
        ContentType.objects.create(app_label="library", model="thing").delete()
    with pytest.raises(ProgrammingError, match="permission denied"):
        ContentType.objects.create(app_label="library", model="thing")


def test_the_language_that_wagtails_migrations_wrote_belongs_to_no_business_and_is_gone(db: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_locale WHERE tenant_id IS NULL")
        assert cursor.fetchone() == (0,)


def test_every_business_has_its_own_language(coral: Tenant, northgate: Tenant) -> None:
    rows = []
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            (locale,) = Locale.objects.all()
            assert locale.language_code == "en"
            rows.append(locale.pk)
    assert rows[0] != rows[1]
