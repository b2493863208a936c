"""What capacity puts into registries; imported once when Django is ready."""

from apps.capacity import packs
from apps.tenancy.packs import SAMPLES, SECTIONS

for section in (packs.ResourceClasses(), packs.Skills()):
    SECTIONS.add(section.kind, section)
SAMPLES.add("resources", packs.Resources())
