"""What happens around a sign-in: the list of a person's sessions, over all hosts, and its end."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from apps.accounts import agents, sessions
from apps.accounts.models import User
from apps.tenancy import context

SEEN: Final = "seen_at"
SEEN_EVERY: Final = 300


@dataclass(frozen=True, slots=True)
class Open:
    """One session of a person, as the page of sessions shows it."""

    id: int
    host: str
    browser: str
    ip: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


def record(request: HttpRequest, user: User, *, ip: str, at: datetime) -> None:
    """Put the session just begun on the person's list. Its row names the session by digest."""
    if not request.session.session_key:
        request.session.save()
    key = sessions.digest(request.session.session_key or "")
    UserSession.objects.filter(session_key=key).delete()
    UserSession.objects.create(
        user_id=user.pk,
        session_key=key,
        ip=ip,
        user_agent=_agent(request),
        created_at=at,
        last_seen_at=at,
        data={"host": request.get_host(), "at": sessions.bound_to()},
    )
    request.session[SEEN] = int(time.time())


def seen(request: HttpRequest, *, ip: str, at: datetime) -> None:
    """Note that the session is in use: one UPDATE at most every five minutes."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) < SEEN_EVERY:
        return
    request.session[SEEN] = now
    key = sessions.digest(request.session.session_key or "")
    UserSession.objects.filter(session_key=key).update(last_seen_at=at, ip=ip, user_agent=_agent(request))


def _agent(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:200]


def open_sessions(user: User, *, current: str | None) -> list[Open]:
    """The person's live sessions on every host, the latest first; rows of dead ones are removed."""
    rows = list(UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at"))
    alive = sessions.alive([row.session_key for row in rows])
    dead = [row.pk for row in rows if row.session_key not in alive]
    if dead:
        UserSession.objects.filter(pk__in=dead).delete()
    this = sessions.digest(current) if current else ""
    return [
        Open(
            id=row.pk,
            host=row.data.get("host", ""),
            browser=agents.in_words(row.user_agent),
            ip=str(row.ip),
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            current=row.session_key == this,
        )
        for row in rows
        if row.session_key in alive
    ]


def end(user: User, *, ids: list[int]) -> int:
    """End these sessions of the person, at once and on any host; answers how many."""
    return _end(list(UserSession.objects.filter(user_id=user.pk, pk__in=ids)))


def end_others(user: User, *, current: str | None) -> int:
    """End every session of the person but the current one."""
    this = sessions.digest(current) if current else ""
    return _end(list(UserSession.objects.filter(user_id=user.pk).exclude(session_key=this)))


def end_here(user: User) -> int:
    """End the person's sessions on the bound business's hosts; those elsewhere stay."""
    return _end(list(UserSession.objects.filter(user_id=user.pk, data__at=sessions.bound_to())))


def _end(rows: list[UserSession]) -> int:
    # First the entries: a row without an entry is only a stale line, an entry without a row cannot be ended.
    sessions.end([row.session_key for row in rows])
    with context.atomic():
        UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
