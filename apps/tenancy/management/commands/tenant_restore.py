"""Make a business from an archive: `manage.py tenant reef restore coral.zip`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy.management.commands.tenant_export import passphrase
from apps.tenancy.takeout import opening


class Command(BaseCommand):
    help = "Make a business anew from an archive, under an address nobody has."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the new business")
        parser.add_argument("file", help="the archive")
        parser.add_argument("--name", default="", help="another name than the archive's")
        parser.add_argument("--passphrase-file", help="where the archive's passphrase stands")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = opening.restore_from(
                Path(options["file"]),
                slug=options["slug"],
                name=options["name"],
                passphrase=passphrase(options),
                at=clock.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{done.tenant.slug_host}: {done.rows} rows, {done.files} files, {done.people} people."
        )
        for what in done.left_out:
            self.stdout.write(f"Not restored, since it is taken or unknown here: {what}")
