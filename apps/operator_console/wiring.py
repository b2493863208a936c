"""What the console puts into registries; imported once when Django is ready."""

from apps.operator_console import messages
from apps.tenancy.packs import SECTIONS

SECTIONS.add("message", messages.Messages())
