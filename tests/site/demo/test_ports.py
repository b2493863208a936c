import pytest

from quayside.bootstrap import CannotStart
from quayside.demo import ports


@pytest.fixture
def taken():
    with ports.reserve(0) as bound:
        bound.listen()
        yield bound.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_named(taken):
    with pytest.raises(CannotStart, match=f"Port {taken} cannot be used"):
        ports.for_web(taken, default=8000)


def test_without_a_wish_the_next_free_port_is_taken(taken):
    with ports.for_web(None, default=taken) as bound:
        assert bound.getsockname()[1] > taken


def test_the_port_of_the_last_start_is_kept_while_it_is_free(taken):
    free = ports.kept_or_free(None)
    assert ports.kept_or_free(free) == free
    assert ports.kept_or_free(taken) != taken


def test_a_free_port_is_one_that_no_connection_going_out_takes_meanwhile():
    assert all(20_000 <= ports.kept_or_free(None) < 32_768 for _ in range(50))


@pytest.mark.parametrize("port", [-1, 70000])
def test_what_is_no_port_is_refused_in_words(port):
    with pytest.raises(CannotStart, match="is no port"):
        ports.for_web(port, default=8000)
