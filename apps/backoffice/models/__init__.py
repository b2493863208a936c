"""What the back office keeps."""

from apps.backoffice.models.exports import Export
from apps.backoffice.models.imports import Import, ImportBatch, ImportRow

__all__ = ["Export", "Import", "ImportBatch", "ImportRow"]
