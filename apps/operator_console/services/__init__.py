"""Writes of the console."""

from apps.operator_console.services.packs import (
    Plan,
    Question,
    Step,
    decide,
    install,
    plan,
    questions,
    upgrade,
)

__all__ = ["Plan", "Question", "Step", "decide", "install", "plan", "questions", "upgrade"]
