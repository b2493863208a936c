"""Figures for Prometheus, added up over all web processes of the machine.

Every process counts in memory-mapped files named after its slot. A process that follows a dead one takes over
its slot and goes on counting in its files: there are never more files than processes ran at once, and no
counter goes back.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from quayside import slots

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

POOL_FIGURES: Final = ("pool_size", "pool_available", "requests_waiting")


class Figures:
    """The counters of this process. One per process: prometheus_client keeps its files per module."""

    def __init__(self, folder: Path) -> None:
        self.slot = slots.Slot(folder)
        self.folder = folder
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        values.ValueClass = values.MultiProcessValue(lambda: self.slot.number)  # type: ignore[no-untyped-call]
        here = CollectorRegistry()
        self.requests = Histogram(
            "quayside_request_seconds",
            "Time until the response began, by route",
            ("route", "method", "status"),
            buckets=SECONDS,
            registry=here,
        )
        self.pages = Counter(
            "quayside_kept_page", "Look-ups of kept public pages", ("result",), registry=here
        )
        self.pool = Gauge(
            "quayside_database_pool",
            "Connections of the pools of all processes",
            ("alias", "figure"),
            registry=here,
            multiprocess_mode="livesum",
        )
        self._children: dict[tuple[str, str, int], Histogram] = {}
        self._results = {result: self.pages.labels(result) for result in ("hit", "miss")}

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        key = route, method if method in METHODS else "OTHER", status
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self.requests.labels(*map(str, key))
        child.observe(seconds)

    def page(self, *, hit: bool) -> None:
        """Count one look-up of a kept page."""
        self._results["hit" if hit else "miss"].inc()

    def pools(self, stats: Mapping[str, Mapping[str, int]]) -> None:
        """Set the figures of this process's pools, by alias."""
        for alias, found in stats.items():
            for figure in POOL_FIGURES:
                self.pool.labels(alias, figure).set(found.get(figure, 0))

    def text(self, *, more: Iterable[Metric] = ()) -> bytes:
        """Everything in Prometheus's text format; reads files, so call it in a thread."""
        alive = slots.living(self.folder)
        for file in self.folder.glob("gauge_live*.db"):
            if int(file.stem.rsplit("_", 1)[1]) not in alive:
                file.unlink(missing_ok=True)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(self.folder))  # type: ignore[no-untyped-call]
        registry.register(_Given(tuple(more)))
        return generate_latest(registry)


class _Given(Collector):
    """Hands on figures that were just asked for."""

    def __init__(self, metrics: tuple[Metric, ...]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


_figures: Figures | None = None


def begin() -> Figures:
    """Start counting in this process; only web processes do."""
    global _figures  # noqa: PLW0603  one per process, like the files behind it
    if _figures is None:
        _figures = Figures(folder())
    return _figures


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request; nothing happens in processes that do not serve."""
    if _figures is not None:
        _figures.request(route, method, status, seconds)


def folder() -> Path:
    """Where the processes of this installation count on this machine."""
    name = hashlib.sha256(f"{settings.PUBLIC_URL} {settings.SECRET_KEY}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"quayside-metrics-{os.geteuid()}-{name}"


def gauge(name: str, text: str, value: float | None) -> GaugeMetricFamily:
    """A figure asked for at the time of the scrape; absent when nobody answered."""
    family = GaugeMetricFamily(name, text)
    if value is not None:
        family.add_metric([], value)
    return family
