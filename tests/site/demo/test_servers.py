import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest
import redis

from apps.tenancy import role_sql
from quayside.demo import binaries, children, database, postgres, processes, secrets, servers
from quayside.demo.state import DataDirectory


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Under a folder that nobody else may enter, as a clone in a private home is."""
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    data = DataDirectory(home / "data")
    data.claim()
    place = binaries.prepare(data.path, data.mark())
    yield place
    processes.clear_away(place.mark, patience=0)
    shutil.rmtree(place.folder)


@pytest.fixture(scope="module")
def pair(place, tmp_path_factory):
    logs = tmp_path_factory.mktemp("logs")
    return servers.programs(place, secrets=secrets.fresh(), log=lambda name: logs / f"{name}.log")


@pytest.fixture
def running(pair):
    started = [(program, children.start(program)) for program in (pair.postgres, pair.valkey)]
    for program, process in started:
        children.wait_until_it_answers(program, process)
    yield [process for _program, process in started]
    for program, process in reversed(started):
        children.stop(program, process)


@pytest.fixture
def prepared(running, pair):
    pair.prepare_database()
    return pair


def as_superuser(pair, name=database.DATABASE):
    address = postgres.url(pair.postgres_port, postgres.SUPERUSER, pair.secrets["superuser"], name)
    return psycopg.connect(address, autocommit=True)


def test_no_role_is_above_the_walls(prepared):
    with as_superuser(prepared) as connection:
        rights = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
            " FROM pg_roles WHERE rolname LIKE 'quayside%%' AND rolname <> %s ORDER BY 1",
            [postgres.SUPERUSER],
        ).fetchall()
    assert rights == [(name, False) for name in sorted(database.NAMES.values())]


def test_the_owner_owns_the_database_and_the_others_only_connect(prepared):
    with as_superuser(prepared) as connection:
        may = connection.execute(
            "SELECT r.rolname, has_database_privilege(r.rolname, d.oid, 'CREATE')"
            " FROM pg_roles r, pg_database d WHERE d.datname = %s AND r.rolname = ANY(%s) ORDER BY 1",
            [database.DATABASE, list(database.NAMES.values())],
        ).fetchall()
    assert dict(may) == {name: role == "owner" for role, name in database.NAMES.items()}


@pytest.mark.parametrize("name", [database.DATABASE, "template1"])
def test_what_only_a_superuser_can_add_is_there(prepared, name):
    with as_superuser(prepared, name) as connection:
        found = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
    assert set(role_sql.EXTENSIONS) <= found


def test_preparing_the_database_twice_changes_nothing(prepared):
    prepared.prepare_database()
    for address in database.urls(port=prepared.postgres_port, passwords=prepared.secrets).values():
        psycopg.connect(address).close()


def test_the_printed_script_makes_roles_and_database_and_may_be_run_again(prepared, place):
    names = {role: f"Other {role}'s" for role in role_sql.ROLES}
    passwords = {role: f"it's {role}" for role in role_sql.ROLES}
    script = "\n".join(role_sql.role_sql(names=names, passwords=passwords, database="other one"))
    address = postgres.url(
        prepared.postgres_port, postgres.SUPERUSER, prepared.secrets["superuser"], "postgres"
    )
    for _time in range(2):
        done = subprocess.run(
            [place.postgres / "psql", "-v", "ON_ERROR_STOP=1", "-q", address],
            input=script, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    with psycopg.connect(
        host="127.0.0.1", port=prepared.postgres_port, dbname="other one",
        user=names["owner"], password=passwords["owner"],
    ) as connection:  # fmt: skip
        connection.execute("CREATE TABLE boat (name text)")


def test_servers_started_by_root_run_as_somebody_else(running, place):
    expected = os.geteuid() if place.user is None else place.user
    users = {Path(f"/proc/{process.pid}").stat().st_uid for process in running}
    assert users == {expected}


def test_valkey_answers_nobody_without_the_password(running, pair):
    with redis.Redis(port=pair.valkey_port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_a_killed_postgresql_starts_again_with_what_was_committed(prepared, running, pair, place):
    with as_superuser(prepared) as connection:
        connection.execute("DROP TABLE IF EXISTS trip")
        connection.execute("CREATE TABLE trip AS SELECT 7 AS seats")
    os.kill(running[0].pid, signal.SIGKILL)
    running[0].wait()
    processes.clear_away(place.mark, patience=0)
    again = children.start(pair.postgres)
    try:
        children.wait_until_it_answers(pair.postgres, again)
        with as_superuser(prepared) as connection:
            assert connection.execute("SELECT seats FROM trip").fetchone() == (7,)
    finally:
        children.stop(pair.postgres, again)


def test_frozen_leftovers_of_an_earlier_run_are_cleared_away(running, place):
    os.kill(running[0].pid, signal.SIGSTOP)
    processes.clear_away(place.mark, patience=0.2)
    assert processes.marked(place.mark) == []


def test_a_cluster_of_another_major_version_is_not_touched(place, tmp_path):
    cluster = tmp_path / "postgres"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("17\n")
    old = binaries.Place(tmp_path, place.user, place.mark, place.postgres, place.valkey)
    with pytest.raises(children.CannotStart, match="was made by PostgreSQL 17"):
        postgres.program(old, port=1, password="x", log=tmp_path / "log")


def test_a_lock_file_that_names_some_other_process_does_not_hold_the_server_up(pair, place):
    lock = place.folder / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{lock.parent}\n1\n{pair.postgres_port}\n\n127.0.0.1\n\n\n")
    program = postgres.program(
        place, port=pair.postgres_port, password=pair.secrets["superuser"], log=pair.postgres.log
    )
    process = children.start(program)
    try:
        children.wait_until_it_answers(program, process)
    finally:
        children.stop(program, process)


def test_the_systems_folder_can_be_walked_through_whatever_the_mask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "closed" / "data"
    data.mkdir(parents=True)
    data.parent.chmod(0o700)
    monkeypatch.setattr(binaries, "SYSTEM_STATE", tmp_path / "state")
    before = os.umask(0o077)
    try:
        folder = binaries._folder_for_root(data, "mark")
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder)] == [0o711, 0o711]
