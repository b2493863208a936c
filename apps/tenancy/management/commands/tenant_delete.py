"""Remove a business with everything it has: `manage.py tenant coral delete`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.takeout import deletion


class Command(BaseCommand):
    help = "Remove all rows and files of a business for good."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the business")
        parser.add_argument("--yes-delete", metavar="SLUG", help="the address again, instead of being asked")
        parser.add_argument("--force", action="store_true", help="also a business that is still open")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        with context.use_signin():
            tenant = Tenant.objects.filter(slug=slug).first()
        if tenant is None:
            raise CommandError(f"There is no business at {slug!r}.")
        again = options["yes_delete"]
        if again is None:
            again = input(f"Everything of “{tenant.name}” will be gone. Type its address to go on: ")
        if again.strip() != slug:
            raise CommandError("That is another address. Nothing was deleted.")
        try:
            done = deletion.delete(tenant=tenant, at=clock.now(), force=options["force"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{slug} is gone: {done.rows} rows, {done.files} files, "
            f"{done.people} people of no other business."
        )
