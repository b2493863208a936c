"""A text column that is encrypted at rest with the business's own key."""

import base64
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import In, Lookup

from apps.tenancy import context, secrets
from apps.tenancy.errors import NoTenant


class SensitiveField(models.TextField):  # type: ignore[type-arg]
    """Personal data: readable in Python, opaque in the database, in backups and in its logs.

    With `blind=True` rows can be found by the exact value (`filter(phone=…)`, `phone__in`); nothing else can be asked
    of the column. Stored as `<blind>.<tenant>.<key version>.<base64>`; the leading blind index makes an exact search a
    range on an ordinary index, whose operators row-level security lets the planner use.
    """

    def __init__(self, *args: Any, blind: bool = False, **kwargs: Any) -> None:
        self.blind = blind
        # Code point order, so that the range of a prefix is what it says.
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.blind:
            kwargs["blind"] = True
        kwargs.pop("db_collation", None)
        return name, path, args, kwargs

    def place(self, tenant: int) -> bytes:
        """What is authenticated with the value: where it stands."""
        return f"{tenant}:{self.model._meta.db_table}:{self.column}".encode()

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or value == "" or hasattr(value, "resolve_expression"):
            return value
        return self.protect(str(value), tenant=bound_tenant())

    def protect(self, text: str, *, tenant: int) -> str:
        """The stored form of a text, under the newest key of the business."""
        place = self.place(tenant)
        version = secrets.keyring(tenant).newest
        data = secrets.encrypt(text.encode(), key=secrets.cipher(tenant, version), place=place)
        index = secrets.blind(text, tenant=tenant, place=place) if self.blind else ""
        return f"{index}.{tenant}.{version}.{base64.urlsafe_b64encode(data).decode()}"

    def reveal(self, stored: str) -> str:
        """The text behind a stored form; raises secrets.Unreadable."""
        _blind, tenant, version, data = stored.split(".")
        return secrets.decrypt(
            base64.urlsafe_b64decode(data),
            key=secrets.cipher(int(tenant), int(version)),
            place=self.place(int(tenant)),
        ).decode()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if not value else self.reveal(value)

    def range_of(self, text: str) -> tuple[str, str]:
        """Bounds, upper one exclusive, of the stored forms of a text."""
        if not self.blind:
            raise FieldError(f"{self.name} is sensitive and cannot be searched; declare blind=True")
        tenant = bound_tenant()
        index = secrets.blind(text, tenant=tenant, place=self.place(tenant))
        return f"{index}.", f"{index}/"  # "/" follows "."

    def get_lookup(self, lookup_name: str) -> Any:
        allowed: dict[str, Any] = {"exact": BlindExact, "in": BlindIn, "isnull": super().get_lookup("isnull")}
        return allowed.get(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        """Nothing can be computed from a ciphertext."""


def bound_tenant() -> int:
    """The bound business's id; raises NoTenant."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    return tenant


class BlindExact(Lookup):
    """`column = value` as a range over the blind index."""

    lookup_name = "exact"
    prepare_rhs = False

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = compiler.compile(self.lhs)
        field: SensitiveField = self.lhs.output_field
        if self.rhs == "":
            return f"{column} = %s", [*params, ""]
        low, high = field.range_of(str(self.rhs))
        return f"({column} >= %s AND {column} < %s)", [*params, low, *params, high]


class BlindIn(In):
    """`column IN (values)` as ranges over the blind index."""

    def get_prep_lookup(self) -> Any:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        parts = [BlindExact(self.lhs, value).as_sql(compiler, connection) for value in self.rhs]
        sql = " OR ".join(part for part, _params in parts) or "false"
        return f"({sql})", [value for _sql, params in parts for value in params]
