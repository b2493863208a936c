"""Background work."""

from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules
from huey.contrib.djhuey import HUEY

from quayside import heartbeat


class Command(BaseCommand):
    """Huey's consumer with a sign of life; SIGTERM lets running tasks finish."""

    help = "Do background work until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, help="threads; otherwise the setting's")
        parser.add_argument(
            "--patience", type=float, default=20, help="seconds that running tasks get when stopping"
        )
        parser.add_argument(
            "--is-alive",
            action="store_true",
            help="start nothing; say whether a worker has lately shown itself",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["is_alive"]:
            self._say_whether_one_lives()
            return
        autodiscover_modules("tasks")
        usual: Any = settings.HUEY["consumer"]
        wanted = dict(usual)
        if options["workers"]:
            wanted["workers"] = options["workers"]
        consumer = HUEY.create_consumer(
            **wanted, graceful_signal="TERM", shutdown_timeout=options["patience"]
        )
        heartbeat.Heartbeat(consumer, url=settings.REDIS_URL).start()
        consumer.run()

    def _say_whether_one_lives(self) -> None:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
            written = heartbeat.last(client)
        if written is None or heartbeat.age(written) > heartbeat.TOO_OLD:
            raise CommandError("No worker has shown itself lately.")
        self.stdout.write("A worker is at work.")
