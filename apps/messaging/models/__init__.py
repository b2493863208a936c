"""Texts and messages."""

from apps.messaging.models.messages import Message
from apps.messaging.models.texts import MessageText

__all__ = ["Message", "MessageText"]
