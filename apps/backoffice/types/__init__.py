"""Plain values of the back office."""

from apps.backoffice.types.kinds import Kind, Operator
from apps.backoffice.types.values import Amount, Child, Children, Incoming, Values

__all__ = ["Amount", "Child", "Children", "Incoming", "Kind", "Operator", "Values"]
