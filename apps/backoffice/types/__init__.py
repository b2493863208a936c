"""Plain values of the back office."""

from apps.backoffice.types.definitions import Cause, Placed, TypeFacts, ViewFacts
from apps.backoffice.types.kinds import Kind, Operator
from apps.backoffice.types.states import State
from apps.backoffice.types.values import Amount, Child, Children, Incoming, Values

__all__ = [
    "Amount",
    "Cause",
    "Child",
    "Children",
    "Incoming",
    "Kind",
    "Operator",
    "Placed",
    "State",
    "TypeFacts",
    "Values",
    "ViewFacts",
]
