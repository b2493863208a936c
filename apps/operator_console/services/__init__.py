"""Writes of the console."""

from apps.operator_console.services.packs import decide, install, plan, upgrade

__all__ = ["decide", "install", "plan", "upgrade"]
