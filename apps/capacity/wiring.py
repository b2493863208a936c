"""What capacity puts into registries; imported once when Django is ready."""

from apps.capacity import packs, schema
from apps.tenancy.packs import SAMPLES, SECTIONS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("capacity", schema.complete)

for section in (packs.ResourceClasses(), packs.Skills()):
    SECTIONS.add(section.kind, section)
SAMPLES.add("resources", packs.Resources())
