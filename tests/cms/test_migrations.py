"""Migrations of libraries write rows through the default alias, which only the owner may do."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, connections
from wagtail.models import Locale

from apps.tenancy import owner
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


def test_what_wagtails_migrations_wrote_is_there(db: None) -> None:
    assert [locale.language_code for locale in Locale.objects.all()] == ["en"]
