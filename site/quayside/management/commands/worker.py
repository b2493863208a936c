"""Background work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import autodiscover_modules
from huey.contrib.djhuey import HUEY

from quayside.heartbeat import Heartbeat


class Command(BaseCommand):
    """Huey's consumer with a sign of life; SIGTERM lets running tasks finish."""

    help = "Do background work until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, help="threads; otherwise the setting's")
        parser.add_argument(
            "--patience", type=float, default=20, help="seconds that running tasks get when stopping"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("tasks")
        wanted = {**settings.HUEY.get("consumer", {})}
        if options["workers"]:
            wanted["workers"] = options["workers"]
        consumer = HUEY.create_consumer(
            **wanted, graceful_signal="TERM", shutdown_timeout=options["patience"]
        )
        Heartbeat(consumer, url=settings.REDIS_URL).start()
        consumer.run()
