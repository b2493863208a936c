"""A backup restores into an empty database with every row, and the folder of backups stays tidy."""

import json
import tarfile
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from apps.tenancy import context, owner
from apps.tenancy.takeout import backup, pg_tools
from apps.tenancy.takeout.errors import BackupFailed
from tests import databases
from tests.apps.tenancy.takeout import building
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fresh():
    """An empty database of the owner, as `manage.py roles` describes it."""
    name = "restored_backup"
    with databases.superuser() as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        role = connections["owner"].settings_dict["USER"]
        connection.execute(f'CREATE DATABASE "{name}" OWNER "{role}"')
    yield {**connections["owner"].settings_dict, "NAME": name}
    databases.drop(name)


def test_it_restores_into_a_fresh_database_row_by_row(coral, fresh, tmp_path):
    with context.use_tenant(coral):
        paper = building.document("Rules")
    made = backup.make(tmp_path / "backups", at=NOW, keep=3)
    manifest = json.loads((made.path / "manifest.json").read_text())
    with owner.as_default(), connections["default"].cursor() as cursor:
        there = backup.row_counts(cursor)
    assert manifest["rows"] == there and made.rows == sum(there.values()) > 500
    program = pg_tools.find("pg_restore", server=manifest["postgresql"])
    options = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={fresh['NAME']}"]
    pg_tools.run(program, [*options, str(made.path / "database.dump")], database=fresh)
    address = psycopg.conninfo.make_conninfo(
        host=fresh["HOST"],
        port=fresh["PORT"],
        user=fresh["USER"],
        password=fresh["PASSWORD"],
        dbname=fresh["NAME"],
    )
    with psycopg.connect(address) as connection:
        here = {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in there}
        secured = connection.execute("SELECT count(*) FROM pg_class WHERE relrowsecurity").fetchone()[0]
        policies = connection.execute("SELECT count(*) FROM pg_policy").fetchone()[0]
    assert here == there and secured > 50 and policies > 100
    with tarfile.open(made.path / "files.tar") as tar:
        assert tar.getnames() == [paper.file.name]
        assert tar.extractfile(paper.file.name).read() == b"paper"


def test_only_its_owner_can_read_it(coral, tmp_path):
    made = backup.make(tmp_path / "backups", at=NOW, keep=3)
    assert made.path.stat().st_mode & 0o777 == 0o700
    assert {entry.stat().st_mode & 0o777 for entry in made.path.iterdir()} == {0o600}
    assert sorted(entry.name for entry in made.path.iterdir()) == [
        "database.dump",
        "files.tar",
        "manifest.json",
    ]


def test_the_oldest_go_and_strangers_stay(coral, tmp_path):
    (tmp_path / "holiday").mkdir()
    (tmp_path / ".quayside-20200101T000000Z.new").mkdir()
    made = [backup.make(tmp_path, at=NOW + timedelta(days=day), keep=2).path for day in range(3)]
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name[0] != ".") == sorted(
        ["holiday", "media", made[1].name, made[2].name]
    )
    assert not list(tmp_path.glob(".quayside-*"))


def test_a_failure_leaves_nothing_and_removes_nothing(coral, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    kept = backup.make(folder, at=NOW, keep=1).path
    monkeypatch.setitem(connections["owner"].settings_dict, "PASSWORD", "wrong")
    with pytest.raises(OperationalError):
        backup.make(folder, at=NOW + timedelta(days=1), keep=1)
    assert [entry.name for entry in folder.iterdir() if entry.name != ".lock"] == [kept.name]


def test_a_second_one_at_the_same_time_is_refused(coral, tmp_path):
    with backup._alone(tmp_path), pytest.raises(BackupFailed, match="another one"):
        backup.make(tmp_path, at=NOW, keep=1)


def test_no_program_of_the_servers_version_is_a_sentence():
    with pytest.raises(BackupFailed, match=r"it needs pg_dump of PostgreSQL 99 or later \(.*pg_dump is \d+"):
        pg_tools.find("pg_dump", server=99)


def test_the_password_is_not_on_the_command_line(tmp_path):
    said = tmp_path / "said"
    program = tmp_path / "fake"
    program.write_text(f'#!/bin/sh\necho "$@" "$PGUSER" > {said}\necho "[$PGPASSWORD]" >> {said}\n')
    program.chmod(0o700)
    database = {
        "HOST": "h",
        "PORT": 1,
        "USER": "u",
        "PASSWORD": "secret",
        "NAME": "n",
        "OPTIONS": {"sslmode": "x"},
    }
    pg_tools.run(program, ["--a"], database=database)
    assert said.read_text() == "--a u\n[secret]\n"


def test_the_command_ends_with_one_for_cron(coral, tmp_path, capsys):
    call_command("backup", "--to", str(tmp_path / "backups"))
    assert "rows" in capsys.readouterr().out
    with pytest.raises(CommandError, match="at least one"):
        call_command("backup", "--to", str(tmp_path / "backups"), "--keep", "0")
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="was not made"):
        call_command("backup", "--to", str(tmp_path / "file"))
