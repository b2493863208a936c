"""Foreign keys that stay inside one business."""

from typing import Any

from django.db import models


class _WithinTenant:
    """No single-column key or index: the database gets the composite ones, which `TenantModel` adds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("db_index", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs


class TenantForeignKey(_WithinTenant, models.ForeignKey):  # type: ignore[type-arg]
    """A reference to a row of the same business. `on_delete` stays Django's."""
