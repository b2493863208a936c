"""The task queue: priorities, results that expire, and messages that only this installation can write."""

from typing import Any

from huey import PriorityRedisExpireHuey
from huey.serializer import SignedSerializer


class Queue(PriorityRedisExpireHuey):  # type: ignore[misc]
    """Messages are pickles, so they carry a signature: write access to Valkey is not code execution."""

    def __init__(self, *args: Any, secret: str, **options: Any) -> None:
        options["serializer"] = SignedSerializer(secret=secret, salt="quayside.queue")
        super().__init__(*args, **options)
