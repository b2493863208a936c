"""What tenancy puts into registries; imported once when Django is ready."""

from apps.tenancy.packs import SAMPLES, SECTIONS, places

SECTIONS.add("setting", places.Settings())
SAMPLES.add("places", places.Places())
