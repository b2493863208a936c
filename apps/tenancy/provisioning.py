"""What a new business gets at birth. Apps fill the registry in `ready()`."""

from datetime import datetime
from typing import Protocol

from apps.kernel.registry import Registry
from apps.tenancy.models import Tenant


class Step(Protocol):
    """Runs in provisioning's transaction, as the platform role, with the new business bound."""

    def __call__(self, *, tenant: Tenant, at: datetime) -> None: ...


STEPS: Registry[Step] = Registry("provisioning step")
