"""Rotate data keys, or re-wrap all of them after a new master key was put first in MASTER_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.tenancy import context, rotation
from apps.tenancy.models import Tenant


class Command(BaseCommand):
    help = "Give businesses new data keys and re-encrypt their personal data, or re-wrap with --master."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="businesses; all of them when none is named")
        parser.add_argument(
            "--master", action="store_true", help="only close the data keys under the newest master key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["master"]:
            self.stdout.write(f"{rotation.rewrap_all()} values are closed under the newest master key.")
            return
        with context.use_signin():
            tenants = Tenant.objects.order_by("pk")
            if options["slugs"]:
                tenants = tenants.filter(slug__in=options["slugs"])
            chosen = list(tenants)
        if unknown := set(options["slugs"]) - {tenant.slug for tenant in chosen}:
            raise CommandError(f"There is no business at {', '.join(sorted(unknown))}.")
        for tenant in chosen:
            rows = rotation.rotate(tenant=tenant, at=clock.now())
            self.stdout.write(f"{tenant.slug}: new key, {rows} rows re-encrypted.")
