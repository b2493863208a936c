"""Facts that only these tests know, and handlers of them that can be told to fail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from apps.events import services
from apps.events.models import OutboxEvent
from apps.events.ports import on
from apps.events.types import Event, fact
from apps.tenancy import context
from apps.tenancy.models import TaxProfile
from tests.conftest import NOW


@fact("tests.lamp_lit")
@dataclass(frozen=True, slots=True)
class LampLit(Event):
    """A lamp burns."""

    lamp: int
    by: str | None = None
    colours: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return f"lamp:{self.lamp}" if self.lamp else ""


@fact("tests.ignored")
@dataclass(frozen=True, slots=True)
class Ignored(Event):
    """Nobody acts on it."""

    number: int


class Script:
    """What the handlers do and what they were told."""

    def __init__(self) -> None:
        self.failing: dict[str, Any] = {}
        self.told: list[tuple[str, int]] = []

    def act(self, key: str, event: LampLit) -> None:
        """Write a row for it, then fail when told to."""
        self.told.append((key, event.lamp))
        TaxProfile.objects.create(name=f"{key} {event.lamp} {len(self.told)}")
        failure = self.failing.get(key)
        if callable(failure):
            failure = failure(event)
        if failure is not None:
            raise failure


SCRIPT = Script()


@on(LampLit, key="tests.first")
def first(event: LampLit, *, at: datetime) -> None:
    """Acts first."""
    SCRIPT.act("first", event)


@on(LampLit, key="tests.second")
def second(event: LampLit, *, at: datetime) -> None:
    """Acts second."""
    SCRIPT.act("second", event)


@pytest.fixture(autouse=True)
def script() -> Iterator[Script]:
    """The handlers, doing well."""
    SCRIPT.__init__()  # type: ignore[misc]
    yield SCRIPT
    SCRIPT.__init__()  # type: ignore[misc]


def light(*lamps: int, at: datetime = NOW) -> list[OutboxEvent]:
    """Record that lamps burn, in one transaction."""
    with context.atomic():
        services.record_many([LampLit(lamp) for lamp in lamps], at=at)
    return list(OutboxEvent.objects.order_by("-pk")[: len(lamps)])[::-1]


def effects() -> list[str]:
    """What handlers have written, without when."""
    names = TaxProfile.objects.order_by("pk").values_list("name", flat=True)
    return [" ".join(name.split()[:2]) for name in names if name.startswith(("first", "second"))]
