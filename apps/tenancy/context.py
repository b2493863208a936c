"""What the current code acts for: tenant, person, request and database role.

Bound in a context variable, so it follows asyncio tasks and asgiref's threads; the database backend reads it at every
statement, so nothing has to be reset on a connection.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Literal, Protocol

from django.db import transaction
from django.db.transaction import Atomic

Alias = Literal["default", "signin", "platform"]

_REQUEST_ID: Final = re.compile(r"[0-9A-Za-z_.:-]{0,64}\Z")


class HasKey(Protocol):
    """A saved model instance, or anything else with an integer `pk`."""

    @property
    def pk(self) -> int: ...


class Bound:
    """One binding. `read` and `write` are the SQL prefixes, made once and not per statement.

    `memory` holds what was looked up already, by the name of who looked; it ends with the binding. `whole` says that
    the work stands or falls as one.
    """

    __slots__ = ("actor", "alias", "memory", "read", "request", "tenant", "whole", "write", "wrote")

    def __init__(
        self,
        *,
        tenant: int | None = None,
        actor: int | None = None,
        request: str = "",
        alias: Alias = "default",
    ) -> None:
        # These reach SQL as text: integers and a checked alphabet leave nothing to escape.
        self.tenant = None if tenant is None else int(tenant)
        self.actor = None if actor is None else int(actor)
        if not _REQUEST_ID.match(request):
            raise ValueError("a request id has at most 64 letters, digits and _ . : -")
        self.request = request
        self.alias: Alias = alias
        self.memory: dict[str, Any] = {}
        self.wrote = self.whole = False
        who = "" if self.actor is None else str(self.actor)
        self.read = f"SET LOCAL app.tenant_id='{'' if tenant is None else self.tenant}';"
        self.write = f"{self.read}SET LOCAL app.who='{who}|{request}';"

    def __repr__(self) -> str:
        return f"Bound(tenant={self.tenant}, actor={self.actor}, alias={self.alias!r})"


NOTHING: Final = Bound()
_bound: ContextVar[Bound] = ContextVar("quayside_bound", default=NOTHING)


def current() -> Bound:
    """The binding in force, `NOTHING` when there is none."""
    return _bound.get()


def current_tenant_id() -> int | None:
    """Primary key of the bound tenant; also the default of every tenant column."""
    return _bound.get().tenant


def is_request_id(text: str) -> bool:
    """Whether a text from outside may serve as a request id; a colon is left to ids of our own making."""
    return bool(text) and ":" not in text and _REQUEST_ID.match(text) is not None


@contextmanager
def enter(bound: Bound) -> Generator[Bound]:
    """Put an existing binding in force; used where work goes on after its request, as in streams."""
    token = _bound.set(bound)
    try:
        yield bound
    finally:
        _bound.reset(token)


@contextmanager
def use(
    *,
    tenant: int | None = None,
    actor: int | None = None,
    request: str = "",
    alias: Alias = "default",
) -> Generator[Bound]:
    """Bind exactly this and nothing of the outer binding.

    What is written inside is written by the request, so the outer binding of the same request hears of it.
    """
    outer = _bound.get()
    with enter(Bound(tenant=tenant, actor=actor, request=request, alias=alias)) as bound:
        try:
            yield bound
        finally:
            if bound.wrote and outer is not NOTHING and outer.request == request:
                outer.wrote = True


@contextmanager
def use_tenant(
    tenant: HasKey | int, *, actor: int | None = None, request: str | None = None
) -> Generator[Bound]:
    """Act inside one business as the app role; actor and request carry over unless given."""
    outer = _bound.get()
    with use(
        tenant=tenant if isinstance(tenant, int) else tenant.pk,
        actor=outer.actor if actor is None else actor,
        request=outer.request if request is None else request,
    ) as bound:
        yield bound


@contextmanager
def use_platform(tenant: HasKey | int | None = None) -> Generator[Bound]:
    """Act as the platform role, which sees all businesses; new rows belong to `tenant` when given."""
    outer = _bound.get()
    key = tenant if tenant is None or isinstance(tenant, int) else tenant.pk
    with use(tenant=key, actor=outer.actor, request=outer.request, alias="platform") as bound:
        yield bound


@contextmanager
def use_signin() -> Generator[Bound]:
    """Act as the sign-in role: people, members, tenants and domains, nothing else."""
    outer = _bound.get()
    with use(actor=outer.actor, request=outer.request, alias="signin") as bound:
        yield bound


@contextmanager
def use_actor(actor: int) -> Generator[Bound]:
    """The same binding with the person who acts, once they are known."""
    outer = _bound.get()
    with use(tenant=outer.tenant, actor=actor, request=outer.request, alias=outer.alias) as bound:
        bound.memory = outer.memory
        yield bound


@contextmanager
def as_a_whole() -> Generator[Bound]:
    """The same binding for work that stands or falls as one: transactions inside cost no savepoints.

    Whatever is refused inside ends the transaction around it, also where somebody on the way would have gone on.
    """
    outer = _bound.get()
    with use(tenant=outer.tenant, actor=outer.actor, request=outer.request, alias=outer.alias) as bound:
        bound.memory, bound.whole = outer.memory, True
        yield bound


def atomic(*, durable: bool = False, savepoint: bool = True) -> Atomic:
    """A transaction on the bound role's connection; plain `transaction.atomic()` opens on the app's.

    Without `savepoint`, one inside another costs no statement; an exception that leaves it ends the outer one, too.
    """
    bound = _bound.get()
    return transaction.atomic(using=bound.alias, durable=durable, savepoint=savepoint and not bound.whole)
