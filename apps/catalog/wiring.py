"""What the catalogue puts into registries; imported once when Django is ready."""

from apps.backoffice import panels as today_panels
from apps.catalog import panels
from apps.catalog.merging import CodeUses
from apps.customers.ports import MERGED

today_panels.add(panels.UNREADY)
MERGED.add("catalog.codeuse.customer", CodeUses())
