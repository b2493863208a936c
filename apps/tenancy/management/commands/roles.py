"""Print the SQL that makes the four database roles, for a database administrator to read and run."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.tenancy.role_sql import role_sql


class Command(BaseCommand):
    help = "Print the SQL that makes the database roles; it touches nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-passwords",
            action="store_true",
            help="write the passwords of the URLs into the SQL, for piping it straight into psql",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]["NAME"]
        passwords = self._passwords() if options["with_passwords"] else None
        for statement in role_sql(names=settings.DATABASE_ROLES, passwords=passwords, database=database):
            self.stdout.write(statement)

    def _passwords(self) -> dict[str, str]:
        if "owner" not in settings.DATABASES:
            raise CommandError("Set DATABASE_URL_OWNER: its password is one of the four.")
        return {
            role: settings.DATABASES["default" if role == "app" else role]["PASSWORD"]
            for role in settings.DATABASE_ROLES
        }
