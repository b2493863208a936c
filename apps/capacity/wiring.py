"""What capacity puts into registries; imported once when Django is ready."""

from apps.audit.ports import PERSONAL
from apps.capacity import packs, schema
from apps.tenancy.packs import SAMPLES, SECTIONS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("capacity", schema.complete)

for section in (packs.ResourceClasses(), packs.Skills()):
    SECTIONS.add(section.kind, section)
SAMPLES.add("resources", packs.Resources())
# Of those alone whose reason names a person who is forgotten.
PERSONAL.add("capacity_departure", ("reason",))
