"""Packs in a business: planned, brought in, brought up to date, and what stays open."""

from apps.operator_console.services.packs.deciding import Question, decide, questions
from apps.operator_console.services.packs.installing import install, plan, upgrade
from apps.operator_console.services.packs.planning import Plan, Step

__all__ = ["Plan", "Question", "Step", "decide", "install", "plan", "questions", "upgrade"]
