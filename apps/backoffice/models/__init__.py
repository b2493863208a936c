"""What the back office itself keeps."""

from apps.backoffice.models.look import BusinessLook
from apps.backoffice.models.todos import Priority, Repeats, Todo, TodoState

__all__ = ["BusinessLook", "Priority", "Repeats", "Todo", "TodoState"]
