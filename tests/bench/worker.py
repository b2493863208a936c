"""The far end of a measuring process: one JSON request per line in, one answer per line out."""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

Job = Callable[..., Any]


def serve(jobs: Mapping[str, Job]) -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        request = json.loads(line)
        gc.collect()
        answer = jobs[request.pop("job")](**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def per_operation(operation: Callable[[int], Any], count: int) -> float:
    """Seconds of wall time that one of `count` operations took."""
    started = time.perf_counter()
    for number in range(count):
        operation(number)
    return (time.perf_counter() - started) / count
