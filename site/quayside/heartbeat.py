"""The worker's sign of life: the Unix time, written to Redis while its threads are alive."""

import logging
import threading
import time
from typing import Final

import redis
from huey.consumer import Consumer

KEY: Final = "quayside:worker:heartbeat"
PAUSE: Final = 1.0
KEPT_FOR: Final = 3600
TOO_OLD: Final = 15.0

log = logging.getLogger(__name__)


class Heartbeat(threading.Thread):
    """Writes while every worker thread and the scheduler of the consumer live."""

    def __init__(self, consumer: Consumer, *, url: str) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._consumer = consumer
        self._client = redis.Redis.from_url(url, protocol=2, socket_timeout=2, socket_connect_timeout=2)
        self._is_well = True

    def run(self) -> None:
        """Until the process ends."""
        while True:
            if self._is_alive():
                self._beat()
            time.sleep(PAUSE)

    def _is_alive(self) -> bool:
        threads = [thread for _worker, thread in self._consumer.worker_threads]
        return all(thread.is_alive() for thread in (*threads, self._consumer.scheduler))

    def _beat(self) -> None:
        try:
            self._client.set(KEY, f"{time.time():.3f}", ex=KEPT_FOR)
        except redis.RedisError as error:
            if self._is_well:
                log.warning("no sign of life can be written: %s", error)
            self._is_well = False
        else:
            self._is_well = True


def last(client: redis.Redis) -> float | None:
    """Unix time of the last sign of life, None when there has been none for an hour."""
    found = client.get(KEY)
    return None if found is None else float(found)


def age(written: float) -> float:
    """Seconds that have passed since a sign of life."""
    return time.time() - written
