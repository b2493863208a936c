"""What pages of a site share, and with whom they do not."""

import time
from collections.abc import Callable, Iterator

import pytest

from apps.tenancy import context, pages, parts


@pytest.fixture
def made() -> list[str]:
    """What had to be made."""
    return []


@pytest.fixture
def menu(made: list[str]) -> Callable[[], str]:
    """A part of every page."""

    def make() -> str:
        made.append("menu")
        return f"menu {len(made)}"

    return lambda: parts.part("menu", make)


@pytest.fixture
def page(coral) -> Iterator[Callable[..., None]]:
    """Begins a page of the dive shop that is for everybody."""
    with context.use_tenant(coral):
        yield lambda host="coral.localhost", mark=b"": parts.begin(host, mark)


def long_ago(seconds: float = 60) -> bytes:
    """The mark of a change so many seconds back."""
    return b"%d.7" % ((time.time() - seconds) * 1000)


def test_the_next_page_has_the_part_of_the_one_before(page, menu) -> None:
    page()
    assert [menu(), menu()] == ["menu 1", "menu 1"]


def test_a_page_of_one_visitor_makes_all_of_it(in_coral, menu) -> None:
    assert [menu(), menu()] == ["menu 1", "menu 2"]


def test_what_was_made_before_a_change_is_not_shown_after_it(page, menu) -> None:
    page(mark=long_ago(90))
    menu()
    page(mark=long_ago(60))
    assert menu() == "menu 2"


def test_right_after_a_change_nothing_is_kept(page, menu) -> None:
    page(mark=long_ago(1))
    assert [menu(), menu()] == ["menu 1", "menu 2"]


def test_two_hosts_of_a_business_share_nothing(page, menu) -> None:
    page("coral.localhost")
    menu()
    page("www.coral.example")
    assert menu() == "menu 2"


def test_two_businesses_share_nothing(coral, northgate, menu) -> None:
    for business in (coral, northgate):
        with context.use_tenant(business):
            parts.begin("same.example", b"")
            menu()
    with context.use_tenant(coral):
        parts.begin("same.example", b"")
        assert menu() == "menu 1"


def test_no_part_outlives_a_minute(page, menu, monkeypatch) -> None:
    page()
    menu()
    clock = time.monotonic() + parts.SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    assert menu() == "menu 2"


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_page_forgets_its_menu(coral, browser_of) -> None:
    visitor = browser_of()
    assert visitor.get("/").status_code == 200
    assert {key[2] for key in parts._kept} >= {"cms.theme", "cms.navigation en", "cms.languages"}
    before = {key: kept[0] for key, kept in parts._kept.items()}
    with context.use_tenant(coral):
        pages.forget("coral.localhost")
    visitor.get("/")
    assert {
        key: kept[0] for key, kept in parts._kept.items()
    } == before  # the change is too fresh to keep what follows
