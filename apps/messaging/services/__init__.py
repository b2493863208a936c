"""Writes of messages and their texts."""

from apps.messaging.services.delivery import deliver
from apps.messaging.services.log import forget, send_again, stop
from apps.messaging.services.sending import send
from apps.messaging.services.texts import create_text, update_text

__all__ = ["create_text", "deliver", "forget", "send", "send_again", "stop", "update_text"]
