"""What the catalogue puts into registries; imported once when Django is ready."""

from apps.backoffice import panels as today_panels
from apps.catalog import panels

today_panels.add(panels.UNREADY)
