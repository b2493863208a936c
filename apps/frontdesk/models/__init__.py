"""What the front desk remembers of operations that take longer than a transaction."""

from apps.frontdesk.models.cancellations import DepartureCancellation

__all__ = ["DepartureCancellation"]
