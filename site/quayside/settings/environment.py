"""Everything the environment says, read and checked once; all wrong values are named together."""

import base64
import binascii
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError

from quayside.bootstrap import CannotStart

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / ".quayside")


KINDS = ("app", "signin", "platform", "owner")
REQUIRED = (
    *(f"DATABASE_URL_{kind.upper()}" for kind in KINDS),
    "REDIS_URL",
    "SECRET_KEY",
    "MASTER_KEYS",
    "PUBLIC_URL",
)
LIBPQ = {
    "host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name", "keepalives",
    "keepalives_idle", "target_session_attrs", "channel_binding",
}  # fmt: skip
KEY_BYTES = 32
SECRET_CHARACTERS = 50
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class WrongEnvironment(CannotStart, ImproperlyConfigured):
    """The environment does not describe an installation; the text names every wrong value."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """One role's way to the database."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    options: dict[str, str] = field(default_factory=dict)


def parts(value: str) -> SplitResult:
    """Split a URL; raises ValidationError for a port that is none."""
    url = urlsplit(value)
    try:
        url.port  # noqa: B018  reading it is the check
    except ValueError as error:
        raise ValidationError("the port is a number up to 65535") from error
    return url


def database_url(value: str) -> DatabaseUrl:
    """Parse `postgresql://user:password@host:port/name?sslmode=…`."""
    url = parts(value)
    if url.scheme not in {"postgresql", "postgres"} or not url.username or url.path in {"", "/"}:
        raise ValidationError("write postgresql://user:password@host:5432/name")
    query = dict(parse_qsl(url.query))
    if unknown := set(query) - LIBPQ:
        raise ValidationError(f"{', '.join(sorted(unknown))}: not known after the question mark")
    return DatabaseUrl(
        host=url.hostname or query.pop("host", ""),
        port=url.port or 5432,
        name=unquote(url.path[1:]),
        user=unquote(url.username),
        password=unquote(url.password or ""),
        options=query,
    )


def master_keys(value: str) -> list[bytes]:
    """Decode the comma-separated base64 keys; the first one wraps, the others still open."""
    try:
        keys = [base64.b64decode(part.strip(), validate=True) for part in value.split(",")]
    except binascii.Error as error:
        raise ValidationError("every key is base64") from error
    if any(len(key) != KEY_BYTES for key in keys):
        raise ValidationError("every key has exactly 32 bytes")
    return keys


def public_url(value: str) -> str:
    """Check the platform's own address."""
    url = parts(value)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path not in {"", "/"}:
        raise ValidationError("write https://host or http://host:port, without a path")
    return f"{url.scheme}://{url.netloc}"


def one_of(*schemes: str) -> Any:
    """A validator for URLs of these schemes."""

    def check(value: str) -> str:
        url = parts(value)
        if url.scheme not in schemes:
            raise ValidationError("write a URL that begins with " + " or ".join(schemes))
        if url.scheme == "file" and (url.netloc or not url.path.startswith("/")):
            raise ValidationError("write file:///folder, with three slashes")
        if url.scheme in {"redis", "rediss", "smtp", "smtps", "s3"} and not url.hostname:
            raise ValidationError(f"write {url.scheme}://name")
        return value

    return check


def secret_key(value: str) -> str:
    """Refuse a key that is short enough to be guessed."""
    if len(value) < SECRET_CHARACTERS:
        raise ValidationError("use at least 50 random characters")
    return value


def secret_keys(values: list[str]) -> list[str]:
    """The same for keys that still verify."""
    return [secret_key(value) for value in values]


def one_way(*values: str) -> Any:
    """A validator for one of a few words."""

    def check(value: str) -> str:
        if value not in values:
            raise ValidationError("write " + " or ".join(values))
        return value

    return check


@dataclass(frozen=True, slots=True)
class Environment:
    """The checked values, under the names the rest of the settings use."""

    app: DatabaseUrl
    signin: DatabaseUrl
    platform: DatabaseUrl
    owner: DatabaseUrl | None
    pool: int
    tenant_mode: str
    redis_url: str
    secret_key: str
    secret_key_fallbacks: list[str]
    master_keys: list[bytes]
    public_url: str
    email_url: str
    email_from: str
    storage_url: str
    metrics_token: str
    log_format: str
    log_level: str
    trusted_proxies: int
    demo: bool
    demo_sign_ins: str
    web_threads: int
    web_workers: int
    upload_max_mb: int
    static_root: Path
    static_mode: str


def _embedded() -> None:
    """Outside server mode the running demo has left its environment in the data directory."""
    left = DATA_DIR / "environment.json"
    if left.is_file() and not any(name in os.environ for name in REQUIRED):
        for name, value in json.loads(left.read_text()).items():
            os.environ.setdefault(name, value)


def read() -> Environment:
    """Read the process environment; raises WrongEnvironment with every wrong or missing value."""
    _embedded()
    env = Env(eager=False)
    threads = env.int("WEB_THREADS", 4, validate=lambda n: _between(n, 1, 64))
    values: dict[str, Any] = {
        "app": env.str("DATABASE_URL_APP"),
        "signin": env.str("DATABASE_URL_SIGNIN"),
        "platform": env.str("DATABASE_URL_PLATFORM"),
        "owner": env.str("DATABASE_URL_OWNER", ""),
        "pool": env.int("DATABASE_POOL", (threads or 4) + 4, validate=lambda n: _between(n, 0, 200)),
        "tenant_mode": env.str("TENANT_MODE", "prefix", validate=one_way("prefix", "transaction")),
        "redis_url": env.str("REDIS_URL", validate=one_of("redis", "rediss")),
        "secret_key": env.str("SECRET_KEY", validate=secret_key),
        "secret_key_fallbacks": env.list("SECRET_KEY_FALLBACKS", [], validate=secret_keys),
        "master_keys": env.str("MASTER_KEYS"),
        "public_url": env.str("PUBLIC_URL"),
        "email_url": env.str(
            "EMAIL_URL", "console:", validate=one_of("smtp", "smtps", "console", "file", "memory")
        ),
        "email_from": env.str("EMAIL_FROM", "Quayside <no-reply@localhost>"),
        "storage_url": env.str("STORAGE_URL", f"file://{DATA_DIR}/files", validate=one_of("file", "s3")),
        "metrics_token": env.str("METRICS_TOKEN", ""),
        "log_format": env.str("LOG_FORMAT", "json", validate=one_way("json", "text")),
        "log_level": env.str("LOG_LEVEL", "INFO", validate=one_way(*LEVELS)),
        "trusted_proxies": env.int("TRUSTED_PROXIES", 0, validate=lambda n: _between(n, 0, 5)),
        "demo": env.bool("DEMO", False),
        "demo_sign_ins": env.str("DEMO_SIGN_INS", ""),
        "web_threads": threads,
        "web_workers": env.int("WEB_WORKERS", 2, validate=lambda n: _between(n, 1, 64)),
        "upload_max_mb": env.int("UPLOAD_MAX_MB", 100, validate=lambda n: _between(n, 1, 10_000)),
        "static_mode": env.str("STATIC_MODE", "collected", validate=one_way("collected", "finders")),
        "static_root": Path(env.str("STATIC_ROOT", str(DATA_DIR / "static"))),
    }
    wrong = _parse(values, _missing(env))
    if wrong:
        lines = "\n".join(f"  {name}: {what}" for name, what in sorted(wrong.items()))
        raise WrongEnvironment(
            f"The environment does not describe an installation:\n{lines}\n"
            "Run `python3 manage.py demo` for an embedded one, or see docs/operations.md."
        )
    return Environment(**values)


def _between(number: int, low: int, high: int) -> int:
    if not low <= number <= high:
        raise ValidationError(f"use a number from {low} to {high}")
    return number


def _missing(env: Env) -> dict[str, str]:
    try:
        env.seal()
    except EnvValidationError as error:
        said = cast("dict[str, list[str]]", error.error_messages)
        return {name: " ".join(map(str, sentences)) for name, sentences in said.items()}
    return {}


def _parse(values: dict[str, Any], wrong: dict[str, str]) -> dict[str, str]:
    """Turn texts into values in place, adding to what is already wrong."""
    for kind in KINDS:
        _into(values, kind, f"DATABASE_URL_{kind.upper()}", database_url, wrong)
    _into(values, "master_keys", "MASTER_KEYS", master_keys, wrong)
    _into(values, "public_url", "PUBLIC_URL", public_url, wrong)
    _same_database_other_roles(values, wrong)
    return wrong


def _same_database_other_roles(values: dict[str, Any], wrong: dict[str, str]) -> None:
    """Two URLs with one user would take the walls between businesses down without a sound."""
    seen: dict[str, str] = {}
    first: DatabaseUrl | None = None
    for kind in KINDS:
        url, name = values[kind], f"DATABASE_URL_{kind.upper()}"
        if not isinstance(url, DatabaseUrl):
            continue
        first = first or url
        if url.user in seen:
            wrong.setdefault(name, f"needs a user of its own; {seen[url.user]} has the same")
        elif (url.host, url.port, url.name) != (first.host, first.port, first.name):
            wrong.setdefault(name, "leads to another database than DATABASE_URL_APP")
        seen[url.user] = name


def _into(values: dict[str, Any], key: str, name: str, parse: Any, wrong: dict[str, str]) -> None:
    if not values[key]:
        values[key] = None
        if name != "DATABASE_URL_OWNER":
            wrong.setdefault(name, "is empty")
        return
    try:
        values[key] = parse(values[key])
    except (ValidationError, ValueError) as error:
        wrong.setdefault(name, str(error))
