"""Writes of the console."""

from apps.operator_console.services.packs import Plan, decide, install, plan, upgrade

__all__ = ["Plan", "decide", "install", "plan", "upgrade"]
