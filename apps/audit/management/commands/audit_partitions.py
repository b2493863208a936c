"""Makes the months of the log ahead of time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from apps.audit import partitions
from apps.kernel import clock
from apps.tenancy import owner


class Command(BaseCommand):
    help = "Make the audit log's partitions for the coming months, as the owner role. Safe to run every day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--months",
            type=int,
            default=partitions.MONTHS_AHEAD,
            help="how many months ahead (default %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
            made = partitions.top_up(cursor, at=clock.now(), months=options["months"])
        if options["verbosity"]:
            self.stdout.write(f"Made {', '.join(made)}." if made else "Nothing to do.")
