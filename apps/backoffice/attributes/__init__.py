"""One abstraction over what a record holds: a column of its model or a field of the owner's."""

from apps.backoffice.attributes.base import Attribute
from apps.backoffice.attributes.columns import ModelColumn, columns_of

__all__ = ["Attribute", "ModelColumn", "columns_of"]
