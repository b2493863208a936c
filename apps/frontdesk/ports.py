"""The jobs that services begin, and who else keeps something of a person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol

from apps.kernel.registry import Registry

# "cancel departure": go on with a cancellation of this number.
JOBS: Final[Registry[Callable[..., Any]]] = Registry("job of the front desk")


class Keeper(Protocol):
    """Something that an app keeps of customers beyond orders and bookings."""

    def export(self, *, customer: int) -> Any:
        """All of it, as JSON values."""

    def forget(self, *, customer: int, at: datetime) -> None:
        """Empty it, in the transaction that forgets the customer, while they are still known; the audit log as well."""


FORGETTERS: Final[Registry[Keeper]] = Registry("keeper of personal data")
