"""A business and everything of it gone, with proof, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth import get_user_model
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from apps.tenancy import context, facts, owner, pages, secrets, valkey
from apps.tenancy.errors import WrongStatus
from apps.tenancy.models import Domain, Tenant, TenantFarewell
from apps.tenancy.takeout import files, schema
from apps.tenancy.takeout.errors import NotGone, StillOpen
from apps.tenancy.takeout.registries import LOGS, PEOPLE
from apps.tenancy.takeout.schema import Table
from apps.tenancy.types import Status

REQUEST: Final = "command:tenant_delete"
MEMBERS: Final = "accounts_member"

REFERRING: Final = """
SELECT c.relname::text, a.attname::text,
  EXISTS (SELECT FROM pg_attribute x
          WHERE x.attrelid = c.oid AND x.attname = 'tenant_id' AND NOT x.attisdropped)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f' AND k.conparentid = 0 AND cardinality(k.conkey) = 1 AND k.confrelid = %s::regclass
ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is gone. `people` belonged to no other business."""

    rows: int
    files: int
    people: int


def delete(*, tenant: Tenant, at: datetime, force: bool = False) -> Deleted:
    """Remove every row and file, count that nothing is left, and leave one line on the platform.

    One transaction as the owner of the tables; the number of statements depends on the tables, never on the
    business or
    on how many others there are. Files go last: when that fails the rows are still there and it can be run
    again.
    Raises StillOpen, NotGone, OwnerRoleMissing.
    """
    with owner.as_default(), context.use(request=REQUEST), transaction.atomic(durable=True):
        row = Tenant.objects.select_for_update().filter(pk=tenant.pk).first()
        if row is None:
            raise WrongStatus(status="-")
        if Status(row.status).is_open and not force:
            raise StillOpen(name=row.name)
        hosts = [*Domain.objects.filter(tenant=row).values_list("host", flat=True), row.slug_host]
        with connections["default"].cursor() as cursor:
            deleted = _Deletion(cursor, row).run(at)
    secrets.forget()
    facts.forget()
    with context.use_platform():
        pages.forget(*hosts)
    _forget_cache(tenant.pk)
    return deleted


class _Deletion:
    def __init__(self, cursor: CursorWrapper, tenant: Tenant) -> None:
        self.cursor, self.tenant = cursor, tenant

    def run(self, at: datetime) -> Deleted:
        self.cursor.execute(
            "SELECT set_config('app.tenant_id', %s, true), set_config('app.who', %s, true)",
            [str(self.tenant.pk), f"|{REQUEST}"],
        )
        tables = schema.read(self.cursor)
        logs = [log.table for log in LOGS]
        people = self._people()
        PEOPLE.get("accounts").leave(self.tenant.pk)
        # Those that refer go before those they refer to.
        rows = sum(self._empty(name) for name in reversed(list(tables)) if name not in logs)
        gone = self._people_of_nobody(people)
        self.cursor.execute("DELETE FROM tenancy_tenant WHERE id = %s", [self.tenant.pk])
        # All of the above was written into the logs, so they come last.
        rows += sum(self._empty(name) for name in logs)
        self._forget_people(gone)
        TenantFarewell.objects.create(
            slug=self.tenant.slug,
            name=self.tenant.name,
            former_id=self.tenant.pk,
            created_at=self.tenant.created_at,
            deleted_at=at,
            rows=rows,
            files=sum(1 for _path in files.walk(self.tenant.pk)),
        )
        self._prove(tables)
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        count = files.remove(self.tenant.pk, list(files.walk(self.tenant.pk)))
        if left := list(files.walk(self.tenant.pk)):
            raise NotGone(left=", ".join(left[:5]))
        return Deleted(rows, count, len(gone))

    def _empty(self, table: str) -> int:
        statement = sql.SQL("DELETE FROM {} WHERE tenant_id = %s")
        self.cursor.execute(statement.format(sql.Identifier(table)), [self.tenant.pk])
        return int(self.cursor.rowcount)

    def _people(self) -> list[int]:
        """Members of this business and of no other."""
        members = sql.Identifier(MEMBERS)
        self.cursor.execute(
            sql.SQL(
                "SELECT m.user_id FROM {m} m WHERE m.tenant_id = %s AND NOT EXISTS"
                " (SELECT FROM {m} o WHERE o.user_id = m.user_id AND o.tenant_id <> m.tenant_id)"
            ).format(m=members),
            [self.tenant.pk],
        )
        return [user for (user,) in self.cursor.fetchall()]

    def _forget_people(self, people: Sequence[int]) -> None:
        """What the logs say of them outside any business; another business's log stays as it is."""
        for log in LOGS:
            statement = sql.SQL("DELETE FROM {} WHERE tenant_id IS NULL AND ({})")
            condition = sql.SQL(log.about)
            self.cursor.execute(
                statement.format(sql.Identifier(log.table), condition), {"people": list(people)}
            )

    def _people_of_nobody(self, people: Sequence[int]) -> list[int]:
        """Remove those persons with what is theirs alone; whom another business's rows still name stays."""
        table = get_user_model()._meta.db_table
        self.cursor.execute(REFERRING, [table])
        referring = self.cursor.fetchall()
        gone = list(people)
        for name, column, within in referring:
            if within:
                named = sql.SQL("SELECT DISTINCT {c} FROM {t} WHERE {c} = ANY (%s)")
                self.cursor.execute(named.format(c=sql.Identifier(column), t=sql.Identifier(name)), [gone])
                kept = {user for (user,) in self.cursor.fetchall()}
                gone = [user for user in gone if user not in kept]
        self._delete_with_children(table, "id", gone)
        return gone

    def _delete_with_children(self, table: str, column: str, ids: Sequence[int]) -> None:
        """Rows of the installation's own tables and what refers to them there; rows of a business never."""
        if not ids:
            return
        keys = sql.SQL("SELECT id FROM {} WHERE {} = ANY (%s)")
        self.cursor.execute(keys.format(sql.Identifier(table), sql.Identifier(column)), [list(ids)])
        found = [key for (key,) in self.cursor.fetchall()]
        self.cursor.execute(REFERRING, [table])
        for name, inner, within in self.cursor.fetchall():
            if not within:
                self._delete_with_children(name, inner, found)
        statement = sql.SQL("DELETE FROM {} WHERE id = ANY (%s)")
        self.cursor.execute(statement.format(sql.Identifier(table)), [found])

    def _prove(self, tables: dict[str, Table]) -> None:
        """Count the business's rows in every table of the catalog, in one statement. Raises NotGone."""
        counts = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*) FROM {} WHERE tenant_id = {}").format(
                sql.Literal(name), sql.Identifier(name), sql.Literal(self.tenant.pk)
            )
            for name in tables
        )
        self.cursor.execute(counts)
        left = [f"{name} ({count})" for name, count in self.cursor.fetchall() if count]
        if left or Tenant.objects.filter(pk=self.tenant.pk).exists():
            raise NotGone(left=", ".join(left) or "tenancy_tenant")


def _forget_cache(tenant: int) -> None:
    """Drop the business's entries of the cache; while Valkey is silent they expire by themselves."""
    try:
        client = valkey.client(valkey.PATIENT_SECONDS)
        for key in client.scan_iter(match=f"t{tenant}:*", count=1000):
            client.delete(key)
    except valkey.FAILURES:
        return
