"""What the people of a sample business have to do this week."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from apps.accounts.models import Member
from apps.backoffice.models import Todo
from apps.backoffice.services import todos
from apps.tenancy import context
from apps.tenancy.models import Tenant

# Title, days from today, hour or None for the whole day, role, state, how it comes back.
WEEK: Final = (
    ("Rinse and hang the rental gear", 0, 17, "staff", "open", "daily"),
    ("Call back about the group of twelve", 0, 10, "front_desk", "doing", "none"),
    ("Check the first-aid kits", 1, 9, "guide", "open", "monthly"),
    ("Order receipt rolls", 1, None, "manager", "waiting", "none"),
    ("Review last week's feedback", 2, 11, "manager", "open", "weekly"),
    ("Renew the insurance papers", 4, None, "owner", "open", "none"),
    ("Fuel and oil check", 3, 8, "technician", "open", "weekly"),
    ("Send the invoice for November", -1, 15, "admin", "done", "none"),
)
WAITING: Final = "The supplier's price list"


def seed(tenant: Tenant, *, at: datetime) -> None:
    """Give a business its to-dos, through their own service; nothing where there are some already."""
    with context.use_tenant(tenant):
        if Todo.objects.exists():
            return
        today = at.astimezone(ZoneInfo(tenant.time_zone)).date()
        people = {one.role.key: one for one in Member.objects.select_related("role").order_by("-pk")}
        for title, days, hour, role, state, repeats in WEEK:
            values = {
                "title": title,
                "due_on": _day(today, days),
                "due_time": None if hour is None else time(hour),
                "assigned_to": people.get(role),
                "repeats": repeats,
                "state": state,
                "waiting_for": WAITING if state == "waiting" else "",
            }
            todos.create(record=Todo(), values=values, by=None, at=at)


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)
