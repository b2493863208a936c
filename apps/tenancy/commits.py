"""What is done once the bound role's transaction is committed, at once without one; a failure of it is only logged."""

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from django.db import transaction

from apps.tenancy import context


def after(function: Callable[..., object], *args: Any) -> None:
    """Call it then. A rollback, also of the savepoint around, forgets it."""
    # Django writes the name of what failed, which a partial has not.
    call = update_wrapper(partial(function, *args), function)
    transaction.on_commit(call, using=context.current().alias, robust=True)


def once_after(function: Callable[..., object], *args: Any) -> None:
    """Call it then, once for these arguments however often it is said."""
    if not _waits(function, args):
        after(function, *args)


def _waits(function: Callable[..., object], args: tuple[Any, ...]) -> bool:
    connection = transaction.get_connection(context.current().alias)
    # A savepoint that is rolled back takes what was said inside it along.
    within = set(connection.savepoint_ids)
    return any(
        isinstance(waits, partial) and waits.func is function and waits.args == args and sids <= within
        for sids, waits, _robust in connection.run_on_commit
    )
