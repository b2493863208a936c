"""Servers and databases of one benchmark: a small installation, a large one, and the programs that run on them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg

from quayside.bootstrap import CannotStart
from quayside.demo import children, ports, services, testing
from quayside.demo.environment import for_commands, for_services
from quayside.demo.places import MANAGE, ROOT
from tests.bench import shape
from tests.bench.progress import step

PRODUCT: Final = "tests.bench.product.settings"
PLAIN: Final = "tests.bench.plain.settings"
BARE: Final = "tests.bench.bare.settings"
ROLES: Final = ("OWNER", "APP", "SIGNIN", "PLATFORM")
DURABILITY: Final = ("fsync", "synchronous_commit", "shared_buffers")


class Worker:
    """A process that measures on request."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log

    def ask(self, job: str, **arguments: Any) -> Any:
        """The answer of one job; raises CannotStart when the process ended over it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"job": job, **arguments}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise CannotStart(f"The measuring process ended during {job}.{children.tail(self._log)}")
        return json.loads(answer)


@dataclass(frozen=True, slots=True)
class Server:
    """A web server under measurement."""

    pid: int
    port: int


class Database:
    """One installation's database, and the variables of processes that work on it."""

    def __init__(self, name: str, variables: Mapping[str, str]) -> None:
        self.name = name
        self.variables = dict(variables)
        for role in ROLES:
            key = f"DATABASE_URL_{role}"
            self.variables[key] = urlsplit(variables[key])._replace(path=f"/{name}").geturl()


class Bench:
    """Everything the measurements need. Databases are made when first asked for and go with the servers."""

    def __init__(self, folder: Path, variables: Mapping[str, str], undo: ExitStack, *, quick: bool) -> None:
        self.folder = folder
        self.quick = quick
        self.port = ports.kept_or_free(None)
        self._variables = {
            **variables,
            "PUBLIC_URL": f"http://localhost:{self.port}",
            "LOG_FORMAT": "json",
            "STATIC_ROOT": str(folder / "static"),
        }
        self._undo = undo

    @property
    def many(self) -> int:
        """How many businesses the large installation has."""
        return 40 if self.quick else shape.MANY

    @cached_property
    def small(self) -> Database:
        """The product's schema, ten businesses, their rows, and the reference's tables beside them."""
        database = Database("bench_small", self._variables)
        with step("schema"):
            self._sql(f"CREATE DATABASE {database.name} OWNER {self._owner()}")
            self._sql(f"REVOKE TEMPORARY ON DATABASE {database.name} FROM PUBLIC")
            self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
            self._run(["-m", "django", "migrate", "-v0"], database, PRODUCT)
            self._run(["-m", "tests.bench.product.prepare", "make"], database, PRODUCT)
        with step(f"{shape.FEW} businesses and their rows"):
            with self.worker("product", database) as worker:
                worker.ask("provision_range", first=1, last=shape.FEW)
            self._run(["-m", "tests.bench.plain.prepare"], database, PLAIN)
            self._run(["-m", "tests.bench.product.prepare", "fill", "settle"], database, PRODUCT)
        return database

    @cached_property
    def large(self) -> Database:
        """The same with many businesses, every one of them provisioned by the service."""
        small = self.small
        database = Database("bench_large", self._variables)
        with step(f"{self.many} businesses and their rows"):
            self._sql(f"CREATE DATABASE {database.name} TEMPLATE {small.name} OWNER {self._owner()}")
            self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
            with self.worker("product", database) as worker:
                worker.ask("provision_range", first=worker.ask("businesses") + 1, last=self.many)
            self._run(["-m", "tests.bench.product.prepare", "fill", "settle"], database, PRODUCT)
        return database

    @cached_property
    def searched(self) -> Database:
        """The small one with many records in each of its businesses."""
        small = self.small
        database = Database("bench_searched", self._variables)
        count = shape.FOUND_QUICK if self.quick else shape.FOUND
        with step(f"{count} records of {shape.FEW} businesses"):
            self._sql(f"CREATE DATABASE {database.name} TEMPLATE {small.name} OWNER {self._owner()}")
            self._sql(f"REVOKE TEMPORARY ON DATABASE {database.name} FROM PUBLIC")
            self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
            self._run(["-m", "tests.bench.product.prepare", f"places:{count}", "settle"], database, PRODUCT)
        return database

    @cached_property
    def listed(self) -> Database:
        """The small one with a thousand customers in one of its businesses and a million in another."""
        small = self.small
        database = Database("bench_listed", self._variables)
        large = shape.LARGE_QUICK if self.quick else shape.LARGE_ROWS
        with step("static files"):
            self._run([str(MANAGE), "collectstatic", "--noinput", "-v0"], small, PRODUCT)
        with step(f"{large} customers with three fields"):
            self._sql(f"CREATE DATABASE {database.name} TEMPLATE {small.name} OWNER {self._owner()}")
            self._sql(f"REVOKE TEMPORARY ON DATABASE {database.name} FROM PUBLIC")
            self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
            with self.worker("product", database) as worker:
                for tenant in (shape.SMALL, shape.LARGE):
                    worker.ask("define_guest_fields", tenant=tenant)
            fill = [f"guests:{shape.SMALL}:{shape.SMALL_ROWS}", f"guests:{shape.LARGE}:{large}"]
            self._run(["-m", "tests.bench.product.prepare", *fill, "settle"], database, PRODUCT)
        return database

    @cached_property
    def booked(self) -> Database:
        """The small one with a thousand bookings in one of its businesses and a million in another."""
        small = self.small
        database = Database("bench_booked", self._variables)
        large = shape.LARGE_QUICK if self.quick else shape.LARGE_ROWS
        with step("static files"):
            self._run([str(MANAGE), "collectstatic", "--noinput", "-v0"], small, PRODUCT)
        with step(f"{large} bookings"):
            self._copy(small, database)
            with self.worker("product", database) as worker:
                for tenant in (shape.SMALL, shape.LARGE):
                    worker.ask("sell_trips", tenant=tenant)
            fill = [f"booked:{shape.SMALL}:{shape.SMALL_ROWS}", f"booked:{shape.LARGE}:{large}"]
            self._run(["-m", "tests.bench.product.prepare", *fill, "settle"], database, PRODUCT)
        return database

    @cached_property
    def few_sites(self) -> Database:
        """The small one with as many pages on each of its sites, of which one sells twenty products."""
        small = self.small
        database = Database("bench_few_sites", self._variables)
        with step(f"{shape.FEW} sites of {shape.PAGES} pages"):
            self._run([str(MANAGE), "collectstatic", "--noinput", "-v0"], small, PRODUCT)
            self._copy(small, database)
            with self.worker("product", database) as worker:
                worker.ask("sell", tenant=shape.BUSINESS)
            self._run(["-m", "tests.bench.product.prepare", "pages", "settle"], database, PRODUCT)
        return database

    @cached_property
    def many_sites(self) -> Database:
        """The same with many sites, every one of them provisioned by the service."""
        few = self.few_sites
        database = Database("bench_many_sites", self._variables)
        sites = shape.SITES_QUICK if self.quick else shape.SITES
        with step(f"{sites} sites of {shape.PAGES} pages"):
            self._copy(few, database)
            with self.worker("product", database) as worker:
                worker.ask("provision_range", first=worker.ask("businesses") + 1, last=sites)
            self._run(["-m", "tests.bench.product.prepare", "pages", "settle"], database, PRODUCT)
        return database

    @cached_property
    def bare(self) -> Database:
        """The reference of public pages: a Wagtail of its own with one site."""
        database = Database("bench_bare", self._variables)
        with step("bare Wagtail"):
            self._sql(f"CREATE DATABASE {database.name} OWNER {self._owner()}")
            self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
            self._run(["-m", "django", "migrate", "-v0"], database, BARE)
            with self.worker("bare", database) as worker:
                worker.ask("make")
        return database

    def _copy(self, template: Database, database: Database) -> None:
        self._sql(f"CREATE DATABASE {database.name} TEMPLATE {template.name} OWNER {self._owner()}")
        self._sql(f"REVOKE TEMPORARY ON DATABASE {database.name} FROM PUBLIC")
        self._undo.callback(self._sql, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")

    @contextmanager
    def worker(self, side: str, database: Database) -> Iterator[Worker]:
        """A measuring process of the product ("product") or of a reference ("plain", "bare")."""
        log = self.folder / f"{side}-{database.name}.log"
        with log.open("ab") as sink:
            process = subprocess.Popen(
                children.on_leash([sys.executable, "-m", f"tests.bench.{side}.jobs"]),
                cwd=ROOT,
                env=self._environment(database, f"tests.bench.{side}.settings"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sink,
                text=True,
            )
        try:
            yield Worker(process, log)
        finally:
            children.end(process)  # type: ignore[arg-type]

    @contextmanager
    def servers(self, database: Database | None = None) -> Iterator[tuple[Server, Server]]:
        """The product's own web server, its files collected, and the reference under the same uvicorn.

        Both serve from the small installation's database unless one is given.
        """
        chosen = database or self.small
        with step("static files"):
            self._run([str(MANAGE), "collectstatic", "--noinput", "-v0"], chosen, PRODUCT)
        port = ports.kept_or_free(None)
        ours = [str(MANAGE), "serve", "--port", str(self.port)]
        plain = ["-m", "tests.bench.plain.serve", "--port", str(port)]
        with (
            self._server("product", ours, self.port, PRODUCT, "/livez", chosen) as product,
            self._server("plain", plain, port, PLAIN, "/bench/hello/", chosen) as reference,
        ):
            yield product, reference

    def durability(self) -> dict[str, str]:
        """What the database server was told about disk and memory."""
        with self._superuser() as connection:
            return {
                name: str(*connection.execute("SELECT current_setting(%s)", [name]).fetchall()[0])
                for name in DURABILITY
            }

    @contextmanager
    def _server(
        self,
        name: str,
        arguments: Sequence[str],
        port: int,
        settings: str,
        path: str,
        database: Database,
    ) -> Iterator[Server]:
        program = children.Program(
            name=name,
            command=[sys.executable, *arguments],
            log=self.folder / f"{name}.log",
            answers=lambda _since: services.status(port, path) == 200,
            environment=for_services(self._environment(database, settings)),
            folder=ROOT,
            start_within=60.0,
        )
        process = children.start(program)
        try:
            children.wait_until_it_answers(program, process)
            yield Server(process.pid, port)
        finally:
            children.stop(program, process)

    def _environment(self, database: Database, settings: str) -> dict[str, str]:
        return {
            **for_commands(database.variables),
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        }

    def _run(self, arguments: Sequence[str], database: Database, settings: str) -> None:
        run = subprocess.run(
            children.on_leash([sys.executable, *arguments]),
            cwd=ROOT,
            env=self._environment(database, settings),
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise CannotStart(f"{' '.join(arguments)} failed:\n{run.stdout}\n{run.stderr}")

    def _owner(self) -> str:
        return urlsplit(self._variables["DATABASE_URL_OWNER"]).username or ""

    def _sql(self, statement: str) -> None:
        with self._superuser() as connection:
            connection.execute(statement.encode())

    def _superuser(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._variables[testing.GIVEN], autocommit=True)


@contextmanager
def installed(*, quick: bool) -> Iterator[Bench]:
    """Servers of our own, as durable as the demo's. Call from the main thread."""
    testing.sweep()
    with testing.own_servers(careless=False) as variables, ExitStack() as undo:
        yield Bench(Path(variables["DATA_DIR"]), variables, undo, quick=quick)
