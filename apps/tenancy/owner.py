"""Working as the role that owns the tables: migrations, deletion, takeout. Never in a web request."""

from collections.abc import Generator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from django.db.utils import load_backend

from apps.tenancy.errors import OwnerRoleMissing


@contextmanager
def as_default() -> Generator[None]:
    """Make "default" the owner's connection in this thread for the block.

    Raises OwnerRoleMissing without DATABASE_URL_OWNER.
    """
    if "owner" not in settings.DATABASES:
        raise OwnerRoleMissing
    usual = connections["default"]
    values = {**connections["owner"].settings_dict, "NAME": usual.settings_dict["NAME"]}
    connections["default"] = load_backend(values["ENGINE"]).DatabaseWrapper(values, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
