"""Calendars and boards in a real browser: dragging, refusals, the way without dragging."""

import os
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import Member
from apps.backoffice.models import Todo
from apps.backoffice.services import todos
from apps.kernel import clock
from apps.tenancy import context
from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWNER = "owner@coral.example"
CALENDAR, BOARD = "/admin/backoffice/todo/calendar/", "/admin/backoffice/todo/board/"
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def work(site: Site, coral: Any) -> Iterator[dict[str, Todo]]:
    """A day's to-dos of two people."""
    at = clock.now()
    with context.use_tenant(coral):
        today = at.date()
        owner, guide = (Member.objects.get(role__key=key) for key in ("owner", "guide"))
        rows = [
            ("Fill tanks", {"due_on": today, "due_time": time(9), "assigned_to": guide}),
            (
                "Call the Hendersons",
                {"due_on": today, "due_time": time(9, 15), "priority": 1, "assigned_to": owner},
            ),
            (
                "Order fins",
                {"due_on": today, "state": "waiting", "waiting_for": "Price list from the supplier"},
            ),
            (
                "Clean the compressor",
                {
                    "due_on": today + timedelta(days=1),
                    "due_time": time(14),
                    "state": "doing",
                    "assigned_to": guide,
                },
            ),
            (
                "Pay harbour fee",
                {"due_on": today - timedelta(days=1), "repeats": "monthly", "assigned_to": owner},
            ),
            ("Read the manual", {}),
        ]
        yield {
            title: todos.create(record=Todo(), values={"title": title, **values}, by=owner, at=at)
            for title, values in rows
        }


def shot(page: Page, name: str) -> None:
    """A picture for people, where SHOTS names a folder."""
    if SHOTS:
        width = page.evaluate("innerWidth")
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("week", CALENDAR),
        ("day", f"{CALENDAR}?view=day"),
        ("day-rows", f"{CALENDAR}?view=day&by=row"),
        ("week-rows", f"{CALENDAR}?view=week&by=row"),
        ("month", f"{CALENDAR}?view=month"),
        ("board", BOARD),
        ("look", "/admin/settings/look/"),
        ("list", "/admin/backoffice/todo/"),
    ],
)
def test_every_page_fits_and_can_be_read(
    page: Page,
    site: Site,
    work: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
    name: str,
    path: str,
) -> None:
    sign_in(page, OWNER, "coral")
    page.goto(site.url(path, "coral"))
    shot(page, name)
    looks_right(page)


def drag(page: Page, source: Any, target: Any, *, x: float = 20, y: float = 20) -> None:
    """With the mouse, in steps, as a hand does it."""
    begin, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(begin["x"] + 30, begin["y"] + 8)
    page.mouse.down()
    page.mouse.move(begin["x"] + 45, begin["y"] + 12, steps=3)
    page.mouse.move(end["x"] + x, end["y"] + y, steps=8)
    page.mouse.up()


def test_a_card_is_dragged_and_one_that_is_refused_goes_back(
    page: Page, site: Site, work: Any, coral: Any, sign_in: Callable[..., None]
) -> None:
    sign_in(page, OWNER, "coral")
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(site.url(BOARD, "coral"))
    card, doing, waiting = (
        page.locator(".board-card", has_text="Fill tanks"),
        page.locator("[data-state=doing]"),
        page.locator("[data-state=waiting]"),
    )
    drag(page, card, doing, y=60)
    expect(doing.locator(".board-card", has_text="Fill tanks")).to_be_visible()
    expect(page.locator("#cal-said")).to_have_text("“Fill tanks” is now “In progress”.")
    expect(doing.locator("h2 .tag")).to_have_text("2")
    with context.use_tenant(coral):
        assert Todo.objects.get(title="Fill tanks").state == "doing"
    drag(page, card, waiting, y=60)
    expect(page.locator("#cal-said")).to_contain_text("Say what it is waiting for")
    expect(doing.locator(".board-card", has_text="Fill tanks")).to_be_visible()
    shot(page, "board-refused")


def test_an_entry_is_dragged_to_another_day_and_time_and_to_all_day(
    page: Page, site: Site, work: Any, coral: Any, sign_in: Callable[..., None]
) -> None:
    sign_in(page, OWNER, "coral")
    page.set_viewport_size({"width": 1280, "height": 1300})
    day = work["Clean the compressor"].due_on
    page.goto(site.url(f"{CALENDAR}?on={day}", "coral"))
    entry = page.locator(".cal-entry", has_text="Clean the compressor")
    column = page.locator(f".cal-column[data-date='{day}']")
    drag(page, entry, column.locator(".cal-slots"), y=8 + 6 * 12 * 3)
    expect(page.locator("#cal-said")).to_contain_text("10:00")
    expect(column.locator(".cal-slots .cal-entry")).to_contain_text("10:00")
    drag(page, entry, column.locator("[data-all-day]"), y=10)
    expect(column.locator("[data-all-day] .cal-entry", has_text="Clean the compressor")).to_be_visible()
    with context.use_tenant(coral):
        saved = Todo.objects.get(title="Clean the compressor")
    assert (saved.due_on, saved.due_time) == (day, None)
    place: Any = entry.bounding_box()
    page.mouse.move(place["x"] + 20, place["y"] + 8)
    page.mouse.down()
    page.mouse.move(300, 600, steps=5)
    expect(page.locator(".cal-ghost")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cal-ghost")).to_have_count(0)
    page.mouse.up()


def test_an_entry_is_moved_with_the_keyboard_alone(
    page: Page,
    site: Site,
    work: Any,
    coral: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    sign_in(page, OWNER, "coral")
    day = work["Fill tanks"].due_on
    page.goto(site.url(f"{CALENDAR}?view=day&on={day}", "coral"))
    page.get_by_role("link", name="Move Fill tanks").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Move “Fill tanks”")
    shot(page, "move")
    looks_right(page)
    page.get_by_label("Time").fill("11:45")
    page.get_by_label("Assigned to").select_option(label="Unassigned")
    page.get_by_label("Time").press("Enter")
    expect(page.locator(".messages")).to_contain_text("11:45")
    with context.use_tenant(coral):
        saved = Todo.objects.get(title="Fill tanks")
    assert (saved.due_time, saved.assigned_to) == (time(11, 45), None)


def test_everything_works_without_a_script(
    chromium: Any, site: Site, work: Any, coral: Any, sign_in: Callable[..., None]
) -> None:
    browser = chromium.new_context(java_script_enabled=False)
    page = browser.new_page()
    sign_in(page, OWNER, "coral")
    page.goto(site.url(BOARD, "coral"))
    card = page.locator(".board-card", has_text="Read the manual")
    card.get_by_role("combobox").select_option("done")
    card.get_by_role("button", name="Move").click()
    expect(page.locator("[data-state=done]")).to_contain_text("Read the manual")
    page.goto(site.url("/admin/settings/look/", "coral"))
    page.get_by_label("Accent colour").fill("#8a3b2e")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("The look is saved.")
    save = page.get_by_role("button", name="Save")
    expect(save).to_have_css("background-color", "rgb(138, 59, 46)")
    browser.close()
