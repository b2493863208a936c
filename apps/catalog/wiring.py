"""What the catalogue puts into registries; imported once when Django is ready."""

from apps.backoffice import panels as today_panels
from apps.catalog import cancelling, packs, panels
from apps.catalog.merging import CodeUses
from apps.catalog.queries.rules import RULES
from apps.customers.ports import MERGED
from apps.tenancy.packs import SAMPLES, SECTIONS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("catalog.rules", RULES.create)
AFTER_MIGRATE.add("catalog.policies", cancelling.POLICIES.create)
today_panels.add(panels.UNREADY)
MERGED.add("catalog.codeuse.customer", CodeUses())
for section in (packs.TaxClasses(), packs.Policies()):
    SECTIONS.add(section.kind, section)
SAMPLES.add("codes", packs.Codes())
