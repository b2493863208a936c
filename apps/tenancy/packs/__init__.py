"""Packs: a trade as data. How their files are read and checked, and the registry of what a pack can give."""

from apps.tenancy.packs import moments
from apps.tenancy.packs.folder import Pack, load, shipped
from apps.tenancy.packs.report import Problem, Report, shown
from apps.tenancy.packs.sections import (
    SAMPLES,
    SECTIONS,
    Install,
    Item,
    Sample,
    Section,
    Values,
    collect,
    item,
)
from apps.tenancy.packs.tables import Table, plain

__all__ = [
    "SAMPLES",
    "SECTIONS",
    "Install",
    "Item",
    "Pack",
    "Problem",
    "Report",
    "Sample",
    "Section",
    "Table",
    "Values",
    "collect",
    "item",
    "load",
    "moments",
    "plain",
    "shipped",
    "shown",
]
