"""A backup of the whole installation, for cron: `manage.py backup --to /backups --keep 14`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy.takeout import archives, backup


class Command(BaseCommand):
    help = "Write database and files to a new folder and remove the oldest. Exit code 1 when it fails."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, metavar="DIR", help="where backups stand")
        parser.add_argument("--keep", type=int, default=14, help="how many to keep (default: 14)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            archives.expire_everywhere(at=clock.now())
            done = backup.make(Path(options["to"]).absolute(), at=clock.now(), keep=options["keep"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{done.path}: {done.rows} rows, {done.files} files.")
        for path in done.removed:
            self.stdout.write(f"Removed {path}.")
