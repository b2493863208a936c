"""A business from an archive, under a new number and perhaps a new address: completely or not at all."""

import os
import secrets as random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import DataError, IntegrityError, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.dateparse import parse_datetime
from psycopg import sql

from apps.tenancy import context, facts, owner, secrets, services
from apps.tenancy.errors import InvalidBusiness, SlugTaken
from apps.tenancy.models import Plan, Tenant
from apps.tenancy.takeout import archive, files, fitting, rules, schema
from apps.tenancy.takeout.errors import DamagedArchive
from apps.tenancy.takeout.exporting import PLAIN_TEXT, models_by_table
from apps.tenancy.takeout.inserting import Inserter
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.numbers import Numbers
from apps.tenancy.takeout.registries import PEOPLE, SKIPPED
from apps.tenancy.takeout.schema import Table
from apps.tenancy.types import Status

REQUEST: Final = "command:tenant_restore"
IN_MEMORY: Final = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it. `left_out` says in words what of the archive is not here."""

    tenant: Tenant
    rows: int
    files: int
    people: int
    left_out: tuple[str, ...]


def restore(file: IO[bytes], *, slug: str, at: datetime, name: str = "") -> Restored:
    """Make the business of the archive anew, as the owner of the tables: one transaction, files removed if it
    fails.

    Everything gets new numbers; people are joined by e-mail, new ones sign in after a password reset. A
    closed business
    comes back suspended. Raises SlugTaken, InvalidBusiness, OwnerRoleMissing and every kind of
    UnusableArchive.
    """
    reader = archive.ArchiveReader(file)
    written: list[str] = []
    tenant: Tenant | None = None
    try:
        with owner.as_default(), context.use(request=REQUEST), transaction.atomic(durable=True):
            tenant = _tenant(reader, slug=slug, name=name)
            with context.use(tenant=tenant.pk, request=REQUEST), connections["default"].cursor() as cursor:
                restored = _Restore(reader, tenant, cursor, written).run(at)
    except BaseException as error:
        if tenant is not None and tenant.pk is not None:
            files.remove(tenant.pk, written)
        secrets.forget()
        if isinstance(error, IntegrityError | DataError):
            # The archive is whole, so somebody made it so: a row that names one which is not there, a value
            # too long.
            raise DamagedArchive(entry=_about(error)) from error
        raise
    facts.forget()
    return restored


def _about(error: Exception) -> str:
    found = getattr(getattr(error.__cause__, "diag", None), "table_name", None)
    return archive.rows_entry(found) if found else archive.MANIFEST


def _tenant(reader: archive.ArchiveReader, *, slug: str, name: str) -> Tenant:
    said = reader.manifest.get("tenant")
    if not isinstance(said, dict) or not isinstance(said.get("id"), int):
        raise DamagedArchive(entry=archive.MANIFEST)
    slug = slug.strip().lower()
    plans = Plan.objects.filter(key__in=[said.get("plan"), "starter"]).order_by("key")
    plan = next((p for p in plans if p.key == said.get("plan")), None) or plans.first()
    # A cancelled business was brought back by somebody: it waits to be opened.
    cancelled = said.get("status") == Status.CANCELLED
    status = Status.SUSPENDED.value if cancelled else str(said.get("status"))
    tenant = Tenant(
        slug=slug,
        name=name or said.get("name", ""),
        status=status,
        plan=plan,
        trial_ends_at=parse_datetime(said.get("trial_ends_at") or ""),
        **{key: said.get(key) for key in ("trade", "locale", "currency", "time_zone", "suspended_for")},
    )
    if slug in services.RESERVED or Tenant.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    try:
        tenant.full_clean(validate_unique=False)
    except ValidationError as error:
        raise InvalidBusiness(problems=" ".join(error.messages)) from error
    tenant.save(force_insert=True)
    return tenant


class _Restore:
    def __init__(
        self, reader: archive.ArchiveReader, tenant: Tenant, cursor: CursorWrapper, written: list[str]
    ) -> None:
        self.reader, self.tenant, self.cursor, self.written = reader, tenant, cursor, written
        self.said: dict[str, Any] = reader.manifest["tenant"]

    def run(self, at: datetime) -> Restored:
        self._bind()
        secrets.create_key(at=at)
        known = schema.read(self.cursor)
        fitting.check(self.reader, known)
        tables = [table for table in known.values() if self._comes(table)]
        people = self._people()
        move = self._move(people, {t.name: numbers for t in known.values() if (numbers := self._numbers(t))})
        by_table, names = models_by_table(), frozenset(known)
        move.shapes = {t.name: rules.of_table(t, by_table.get(t.name), names) for t in known.values()}
        inserter = Inserter(self.cursor, move, by_table)
        for table in tables:
            inserter.insert(table, self.reader.lines(archive.rows_entry(table.name)))
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._files(move)
        return Restored(self.tenant, inserter.rows, len(self.written), len(people), tuple(inserter.left_out))

    def _comes(self, table: Table) -> bool:
        return table.name not in SKIPPED and self.reader.has(archive.rows_entry(table.name))

    def _bind(self) -> None:
        """The owner's connection carries no binding by itself: triggers and defaults read it here."""
        self.cursor.execute(
            "SELECT set_config('app.tenant_id', %s, true), set_config('app.who', %s, true)",
            [str(self.tenant.pk), f"|{REQUEST}"],
        )
        self.cursor.execute(PLAIN_TEXT)

    def _people(self) -> dict[int, int]:
        keeper = PEOPLE.get("accounts")
        people = {}
        for person in self.reader.lines(archive.PEOPLE):
            if not isinstance(person.get("id"), int) or not isinstance(person.get("email"), str):
                raise DamagedArchive(entry=archive.PEOPLE)
            people[person["id"]] = keeper.join(person)
        return people

    def _numbers(self, table: Table) -> Numbers | None:
        if table.number is None:
            return None
        entry = archive.rows_entry(table.name)
        numbers = Numbers(table.name, table.number)
        # The log names rows of tables that stayed behind, too.
        lines = self.reader.lines(entry) if self._comes(table) else iter(())
        try:
            for line in lines:
                numbers.note(int(line[table.number]))
            numbers.allocate(self.cursor)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise DamagedArchive(entry=entry) from error
        return numbers

    def _move(self, people: dict[int, int], numbers: dict[str, Numbers]) -> Move:
        shared = self._shared()
        types = shared["django_content_type"]
        found = {old: ContentType.objects.get_for_id(new).model_class() for old, new in types.items()}
        return Move(
            cursor=self.cursor,
            old_tenant=self.said["id"],
            tenant=self.tenant.pk,
            hosts={str(self.said.get("slug_host")): self.tenant.slug_host},
            shared=shared,
            models_by_type={old: model for old, model in found.items() if model is not None},
            people=people,
            numbers=numbers,
            secret=random.token_bytes(32),
        )

    def _shared(self) -> dict[str, dict[int, int]]:
        """Old ids of the installation's own rows and which rows of this installation those are."""
        said = self.reader.manifest.get("shared")
        found: dict[str, dict[int, int]] = {}
        for table, columns in rules.SHARED.items():
            names = sql.SQL(", ").join(map(sql.Identifier, ("id", *columns)))
            self.cursor.execute(sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table)))
            here = {tuple(values): number for number, *values in self.cursor.fetchall()}
            found[table] = {}
            try:
                for old, values in said[table].items():  # type: ignore[index]
                    key = tuple(values)
                    if table == "auth_permission":
                        key = (found["django_content_type"].get(key[0]), *key[1:])
                    if key in here:
                        found[table][int(old)] = here[key]
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                raise DamagedArchive(entry=archive.MANIFEST) from error
        return found

    def _files(self, move: Move) -> None:
        for entry in self.reader.files:
            _files, old, rest = entry.split("/", 2)
            path = f"{move.random_part(old)}/{rest}"
            with _content(self.reader.pieces(entry)) as content:
                self.written.append(path)
                files.write(self.tenant.pk, path, content)


@contextmanager
def _content(pieces: Iterator[bytes]) -> Iterator[File[bytes]]:
    """The bytes as a file, complete and checked before anybody sees them."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        for piece in pieces:
            copy.write(piece)
        copy.seek(0, os.SEEK_SET)
        yield File(copy)
