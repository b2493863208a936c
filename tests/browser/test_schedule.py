"""Calendars and boards in a real browser: dragging, refusals, the way without dragging."""

import os
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

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
        page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


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
