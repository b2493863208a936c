"""Run as a program: 200 buyers for 20 seats, fifty rounds, while web processes are killed. Never 21.

`PYTHONPATH=site .venv/bin/python -m tests.bench.rush --rounds 50`. Each round has a departure of its own. A buyer who is hung up on asks again, as
a person would, and may so have booked twice: what counts is that seats, holds, bookings and orders always agree.
"""

import argparse
import http.client
import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from quayside.demo import processes
from tests.bench import shape
from tests.bench.installation import Bench, Server, installed
from tests.bench.report import show

SEATS: Final = 20
BUYERS: Final = 200
ATTEMPTS: Final = 40


def main() -> int:
    """Rounds until done; 1 when one of them sold a seat twice or lost count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--kills", type=int, default=3, help="web processes that are killed in each round")
    options = parser.parse_args()
    wrong = 0
    with installed(quick=True) as bench, bench.worker("product", bench.small) as worker:
        sold = worker.ask("sell_trips", tenant=shape.BUSINESS)
        with bench.servers() as (server, _plain):
            for number in range(1, options.rounds + 1):
                departure = worker.ask(
                    "open_departure", tenant=shape.BUSINESS, option=sold["option"], capacity=SEATS
                )
                heard = _round(bench, server, sold, departure, kills=options.kills)
                found = worker.ask("tally", tenant=shape.BUSINESS, departure=departure)
                right = len(set(found.values())) == 1 and found["booked"] == SEATS
                wrong += not right
                show(f"{number:3} {'ok ' if right else 'BAD'} {found} {dict(heard)}")
    show(
        f"{options.rounds - wrong} of {options.rounds} rounds sold {SEATS} seats to {BUYERS} buyers, never more"
    )
    return int(wrong > 0)


def _round(bench: Bench, server: Server, sold: dict[str, Any], departure: int, *, kills: int) -> Counter[str]:
    units = "-".join(map(str, sold["units"]))
    path = f"/bench/book/?alone=1&option={sold['option']}&units={units}&departures={departure}"
    host = f"{shape.slug(shape.BUSINESS)}.localhost:{bench.port}"
    over = threading.Event()
    killer = threading.Thread(target=_kill, args=(server, kills, over))
    killer.start()
    with ThreadPoolExecutor(BUYERS) as pool:
        heard = Counter(pool.map(lambda _n: _buy(server, host, path), range(BUYERS)))
    over.set()
    killer.join()
    return heard


def _buy(server: Server, host: str, path: str) -> str:
    for _attempt in range(ATTEMPTS):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.SERVICE_UNAVAILABLE:
                return str(answer.status)
        except (OSError, http.client.HTTPException):
            time.sleep(random.uniform(0.05, 0.3))
        finally:
            connection.close()
    return "gave up"


def _kill(server: Server, kills: int, over: threading.Event) -> None:
    """A web process at a time, in the middle of whatever it does; its parent starts another."""
    for _kill in range(kills):
        if over.wait(random.uniform(0.1, 0.8)):
            return
        children = [pid for pid in processes.family(server.pid) if pid != server.pid]
        if children:
            os.kill(random.choice(children), signal.SIGKILL)


if __name__ == "__main__":
    raise SystemExit(main())
