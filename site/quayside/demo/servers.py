"""PostgreSQL and Valkey of one data directory, and the environment that leads to them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quayside.demo import binaries, database, ports, postgres, valkey
from quayside.demo.children import Program

# Set by a person for their own reasons, these hold for the demo too.
TUNABLE = {
    "TENANT_MODE": "prefix",
    "WEB_THREADS": "4",
    "WEB_WORKERS": "2",
    "LOG_FORMAT": "text",
    "LOG_LEVEL": "INFO",
}


@dataclass(frozen=True, slots=True)
class Servers:
    """Both programs, ready to be started, and how to reach them."""

    postgres: Program
    valkey: Program
    postgres_port: int
    valkey_port: int
    secrets: Mapping[str, str]

    def prepare_database(self) -> None:
        """Roles, database and extensions; PostgreSQL has to answer."""
        database.prepare(
            port=self.postgres_port,
            superuser_password=self.secrets["superuser"],
            passwords=dict(self.secrets),
        )

    def environment(self) -> dict[str, str]:
        """The variables that lead to the servers, and the keys that go with their data."""
        return {
            **database.urls(port=self.postgres_port, passwords=dict(self.secrets)),
            "REDIS_URL": valkey.url(self.valkey_port, self.secrets["valkey"]),
            "SECRET_KEY": self.secrets["secret_key"],
            "MASTER_KEYS": self.secrets["master_key"],
            "METRICS_TOKEN": self.secrets["metrics"],
            **{name: os.environ.get(name, usual) for name, usual in TUNABLE.items()},
        }


def programs(
    place: binaries.Place,
    *,
    secrets: Mapping[str, str],
    log: Callable[[str], Path],
    kept_ports: tuple[int | None, int | None] = (None, None),
    careless: bool = False,
) -> Servers:
    """Both servers' programs, their files made where missing. Raises CannotStart."""
    postgres_port, valkey_port = (ports.kept_or_free(port) for port in kept_ports)
    return Servers(
        postgres=postgres.program(
            place,
            port=postgres_port,
            password=secrets["superuser"],
            log=log("postgres"),
            careless=careless,
        ),
        valkey=valkey.program(
            place,
            port=valkey_port,
            password=secrets["valkey"],
            log=log("valkey"),
            careless=careless,
        ),
        postgres_port=postgres_port,
        valkey_port=valkey_port,
        secrets=secrets,
    )
