"""The pack that proves the format, copies of it to break, and all that a business has."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from apps.operator_console import services
from apps.operator_console.services.packs import Plan
from apps.tenancy import context
from apps.tenancy.packs import collect, load

GYM = Path(__file__).parents[4] / "fixtures" / "climbing_gym"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
# Changed by reading, or by whoever asks.
_RESTLESS = {"django_session"}


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that the bound business sees, logs and search indexes too."""
    alias = context.current().alias
    found = {}
    with connections[alias].cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if not model._meta.managed or model._meta.proxy or table in _RESTLESS:
                continue
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f'SELECT to_jsonb(t)::text FROM public."{table}" t ORDER BY 1')
                found[table] = cursor.fetchall()
    return found


class Copy:
    """A copy of a pack that a test may write into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def replace(self, file: str, old: str, new: str) -> int:
        """Write something else; answers the line where it stands."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} stands nowhere in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    def write(self, file: str, text: str) -> None:
        """A file more, or another one."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def problems(self) -> list[str]:
        """What is wrong with it, as lines."""
        pack = load(self.folder)
        collect(pack)
        return pack.report.lines()

    def install(self, at: datetime = NOW) -> Plan:
        """Into the bound business."""
        return services.install(folder=self.folder, by=None, at=at)

    def next_version(self) -> None:
        """One more."""
        text = (self.folder / "pack.toml").read_text(encoding="utf-8")
        old = next(line for line in text.splitlines() if line.startswith("version = "))
        self.replace("pack.toml", old, f"version = {int(old.rpartition(' ')[2]) + 1}")


@pytest.fixture
def gym(tmp_path: Path) -> Copy:
    """The climbing gym, to be written into."""
    return Copy(Path(shutil.copytree(GYM, tmp_path / "climbing_gym")))


@pytest.fixture
def pack_of(tmp_path: Path) -> Callable[..., Copy]:
    """A pack of a few lines."""

    def make(key: str, text: str, version: int = 1) -> Copy:
        copy = Copy(tmp_path / key)
        head = f'[pack]\nkey = "{key}"\nname = "{key.title()}"\nversion = {version}\nlanguages = ["en"]\n'
        copy.write("pack.toml", head + text)
        return copy

    return make
