"""What everything of a business is called after it has moved: numbers, persons, tree paths, files."""

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.backends.utils import CursorWrapper
from treebeard.mp_tree import MP_Node

from apps.tenancy.takeout.errors import DamagedArchive
from apps.tenancy.takeout.numbers import Numbers

FILE: Final = re.compile(r"tenants/(\d+)/([0-9A-Za-z_-]{16})/")
RANDOM_BYTES: Final = 12


def base_of(model: type[models.Model]) -> type[models.Model]:
    """The model whose table numbers the row: for a page type that is the page."""
    concrete = model._meta.concrete_model or model
    parents = concrete._meta.get_parent_list()
    return parents[-1] if parents else concrete


class Move:
    """One restore's view of names old and new. `shared` maps old ids of the installation's own tables,
    `people` users."""

    def __init__(
        self,
        *,
        cursor: CursorWrapper,
        old_tenant: int,
        tenant: int,
        hosts: Mapping[str, str],
        shared: Mapping[str, Mapping[int, int]],
        models_by_type: Mapping[int, type[models.Model]],
        people: Mapping[int, int],
        numbers: Mapping[str, Numbers],
        secret: bytes,
    ) -> None:
        self.cursor, self.old_tenant, self.tenant = cursor, old_tenant, tenant
        self.hosts, self.shared, self.models_by_type = hosts, shared, models_by_type
        self.people, self.numbers, self._secret = people, numbers, secret
        # What stands in each table (`rules.Shape`), known before the first row moves.
        self.shapes: dict[str, Any] = {}
        self._roots: dict[tuple[str, str], str] = {}

    def number(self, table: str, old: int) -> int:
        """The row's new number."""
        return self.numbers[table](old, self.cursor)

    def reference(self, model: type[models.Model], value: Any) -> Any:
        """A row's key, as text or number, after the move; None when what it names does not come along."""
        table = base_of(model)._meta.db_table
        old = _whole(value)
        if table in self.numbers and old is not None:
            new: int | None = self.number(table, old)
        elif model is get_user_model() and old is not None:
            new = self.people.get(old)
        elif table in self.shared and old is not None:
            new = self.shared[table].get(old)
        elif isinstance(base_of(model)._meta.pk, models.UUIDField):
            return str(self.uuid(str(value)))
        else:
            return value
        return new if new is None or isinstance(value, int) else str(new)

    def generic(self, content_type: Any, value: Any) -> Any:
        """A key beside an old content type's id."""
        old = _whole(content_type)
        model = None if old is None else self.models_by_type.get(old)
        return value if model is None else self.reference(model, value)

    def uuid(self, text: str) -> uuid.UUID:
        """Equal for equal values within this move, and never equal to the old one."""
        return uuid.UUID(bytes=self._digest("uuid", uuid.UUID(text).hex)[:16], version=4)

    def file(self, text: str) -> str:
        """A path in the storage: the new business's folder, and another part that nobody can guess."""
        found = FILE.match(text)
        if found is None or int(found[1]) != self.old_tenant:
            return text
        return f"tenants/{self.tenant}/{self.random_part(found[2])}/{text[found.end() :]}"

    def random_part(self, old: str) -> str:
        """The unguessable folder that takes the place of `old`."""
        return base64.urlsafe_b64encode(self._digest("file", old)[:RANDOM_BYTES]).decode()

    def path(self, model: type[MP_Node], text: str) -> str:
        """A tree path. The root's is the business's own number, as provisioning has it. Raises
        DamagedArchive."""
        length = model.steplen
        table = base_of(model)._meta.db_table
        known = [old for kept, old in self._roots if kept == table]
        if known and known != [text[:length]]:
            raise DamagedArchive(entry=f"rows/{table}.jsonl")
        self._roots.setdefault((table, text[:length]), str(model._get_path("", 1, self.tenant)))
        return self._roots[table, text[:length]] + text[length:]

    def host(self, text: str) -> str:
        """A host name that was derived from the old address."""
        return self.hosts.get(text, text)

    def model_of_table(self, table: str) -> type[models.Model] | None:
        """The model that has the table."""
        return next(
            (m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table), None
        )

    def _digest(self, *parts: str) -> bytes:
        return hmac.digest(self._secret, "\0".join(parts).encode(), hashlib.sha256)


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
