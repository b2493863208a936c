"""Print the SQL that makes the four database roles, for a database administrator to read and run."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.tenancy.role_sql import role_sql


class Command(BaseCommand):
    help = "Print the SQL that makes the database roles; it touches nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]["NAME"]
        for statement in role_sql(names=settings.DATABASE_ROLES, passwords=None, database=database):
            self.stdout.write(statement)
