"""The breaker: one pays, the others stay away, one tries again."""

from apps.kernel import breaker
from apps.kernel.breaker import Breaker


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_everybody_may_ask_while_it_answers() -> None:
    one = Breaker()
    assert [one.allows() for _ in range(3)] == [True, True, True]
    one.succeeded()
    assert one.is_closed


def test_nobody_asks_during_the_pause() -> None:
    clock = Clock()
    one = Breaker(pause=2, clock=clock)
    one.failed()
    clock.now += 1.9
    assert not one.allows()
    assert not one.is_closed


def test_one_tries_after_the_pause_and_the_others_wait_for_its_result() -> None:
    clock = Clock()
    one = Breaker(pause=2, clock=clock)
    one.failed()
    clock.now += 2
    assert [one.allows() for _ in range(3)] == [True, False, False]
    one.succeeded()
    assert one.allows()
    assert one.allows()


def test_a_failed_try_opens_it_for_another_pause() -> None:
    clock = Clock()
    one = Breaker(pause=2, clock=clock)
    one.failed()
    clock.now += 2
    assert one.allows()
    one.failed()
    clock.now += 1.9
    assert not one.allows()
    clock.now += 0.1
    assert one.allows()


def test_a_try_that_never_reports_does_not_keep_it_open_for_ever() -> None:
    clock = Clock()
    one = Breaker(pause=2, clock=clock)
    one.failed()
    clock.now += 2
    assert one.allows()
    clock.now += 2
    assert one.allows()


def test_all_breakers_can_be_closed_at_once() -> None:
    breakers = [Breaker(), Breaker()]
    for each in breakers:
        each.failed()
    breaker.reset()
    assert all(each.is_closed for each in breakers)
