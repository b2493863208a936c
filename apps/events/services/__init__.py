"""Writes of the outbox."""

from apps.events.services.dispatching import dispatch
from apps.events.services.recording import record, record_many, wake
from apps.events.services.settling import discard, forget_old, retry

__all__ = ["discard", "dispatch", "forget_old", "record", "record_many", "retry", "wake"]
