"""The environment is read once, and everything wrong with it is said at once."""

import base64
import json
import os
import subprocess
import sys

import pytest

from tests.databases import ROOT

KEY = base64.b64encode(bytes(32)).decode()
PRODUCTION = {
    "DATABASE_URL_OWNER": "postgresql://own:pw@db.internal:5432/quayside?sslmode=require",
    "DATABASE_URL_APP": "postgresql://app:p%40ss@db.internal:5432/quayside",
    "DATABASE_URL_SIGNIN": "postgresql://sig:pw@db.internal:5432/quayside",
    "DATABASE_URL_PLATFORM": "postgresql://pla:pw@db.internal:5432/quayside",
    "REDIS_URL": "redis://cache.internal:6379/0",
    "SECRET_KEY": "s3cret-" * 12,
    "MASTER_KEYS": f"{KEY},{KEY}",
    "PUBLIC_URL": "https://quayside.example",
    "EMAIL_URL": "smtp://user:pw@mail.internal:587?tls=1",
    "STORAGE_URL": "file:///srv/quayside/files",
    "TRUSTED_PROXIES": "1",
}


def python(code: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in nothing but this environment."""
    paths = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    command = [sys.executable, "-W", "ignore", *(["-c", code] if code else []), *arguments]
    return subprocess.run(
        command,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": paths,
            "DJANGO_SETTINGS_MODULE": "quayside.settings",
            "DATA_DIR": "/nonexistent",
            **environment,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_wrong_value_is_named_at_once():
    wrong = {
        **PRODUCTION,
        "DATABASE_URL_APP": "mysql://x",
        "REDIS_URL": "http://cache",
        "SECRET_KEY": "short",
        "MASTER_KEYS": "AAAA",
        "PUBLIC_URL": "quayside.example",
        "LOG_FORMAT": "xml",
        "WEB_THREADS": "lots",
        "TRUSTED_PROXIES": "99",
    }
    del wrong["DATABASE_URL_PLATFORM"]
    said = python("import quayside.settings", wrong).stderr
    for name in (
        "DATABASE_URL_APP",
        "DATABASE_URL_PLATFORM",
        "REDIS_URL",
        "SECRET_KEY",
        "MASTER_KEYS",
        "PUBLIC_URL",
        "LOG_FORMAT",
        "WEB_THREADS",
        "TRUSTED_PROXIES",
    ):
        assert f"\n  {name}: " in said
    assert "DATABASE_URL_SIGNIN" not in said
    assert "short" not in said.replace("short enough", "")


def test_nothing_set_at_all_says_what_to_do():
    said = python("import quayside.settings", {}).stderr
    assert "DATABASE_URL_APP: Environment variable not set." in said
    assert "manage.py demo" in said


def test_secrets_never_appear_in_the_message():
    said = python("import quayside.settings", {**PRODUCTION, "LOG_FORMAT": "xml"}).stderr
    for secret in ("p%40ss", "p@ss", "s3cret", KEY):
        assert secret not in said


def test_the_deployment_check_is_clean_under_production_settings():
    run = python("", PRODUCTION, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr


def test_production_settings_are_strict_about_cookies_and_transport():
    code = (
        "import json, quayside.settings as s; print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 3e7, s.DEBUG, s.EMAIL_USE_TLS,"
        " s.DATABASES['default']['PASSWORD'], s.DATABASES['owner']['OPTIONS'].get('sslmode'),"
        " s.DATABASE_ROLES, s.PLATFORM_HOST]))"
    )
    run = python(code, PRODUCTION)
    assert json.loads(run.stdout) == [
        True,
        True,
        True,
        True,
        False,
        True,
        "p@ss",
        "require",
        {"owner": "own", "app": "app", "signin": "sig", "platform": "pla"},
        "quayside.example",
    ]


def test_the_running_demo_lends_its_environment(tmp_path):
    (tmp_path / "environment.json").write_text(json.dumps(PRODUCTION))
    run = python("import quayside.settings as s; print(s.PUBLIC_URL)", {"DATA_DIR": str(tmp_path)})
    assert run.stdout.strip() == "https://quayside.example"


@pytest.mark.parametrize("command", ["roles"])
def test_the_roles_command_prints_sql_for_the_names_in_the_urls(command):
    run = python("", PRODUCTION, "-m", "django", command)
    assert run.returncode == 0, run.stderr
    for name in ("own", "app", "sig", "pla"):
        assert f'"{name}"' in run.stdout
    assert "NOBYPASSRLS" in run.stdout and "pw" not in run.stdout.replace("\\password", "")


@pytest.mark.parametrize("command", ["migrate", "check", "serve", "worker"])
def test_a_command_without_an_environment_ends_with_words_and_not_with_a_traceback(command):
    said = python("", {"QUAYSIDE_NO_VENV": "1"}, "manage.py", command)
    assert said.returncode == 2
    assert "REDIS_URL: Environment variable not set." in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL_APP", PRODUCTION["DATABASE_URL_PLATFORM"], "needs a user of its own"),
        ("DATABASE_URL_SIGNIN", PRODUCTION["DATABASE_URL_APP"], "needs a user of its own"),
        ("DATABASE_URL_OWNER", "postgresql://own:pw@elsewhere:5432/quayside", "another database"),
        ("DATABASE_URL_PLATFORM", "postgresql://pla:pw@db.internal:5432/other", "another database"),
        ("DATABASE_URL_APP", "postgresql://app:pw@db.internal:5432/quayside?nonsense=1", "nonsense"),
        ("DATABASE_URL_APP", "", "is empty"),
        ("MASTER_KEYS", "", "is empty"),
        ("PUBLIC_URL", "", "is empty"),
        ("PUBLIC_URL", "https://quayside.example:abc", "port"),
        ("REDIS_URL", "redis://cache:abc/0", "port"),
        ("EMAIL_URL", "smtp://mail:abc", "port"),
        ("STORAGE_URL", "file://srv/files", "three slashes"),
        ("STORAGE_URL", "s3://", "s3://name"),
        ("SECRET_KEY_FALLBACKS", "a,b", "50 random characters"),
    ],
)
def test_a_value_that_would_only_fail_later_is_refused_at_the_start(name, value, said):
    run = python("import quayside.settings", {**PRODUCTION, name: value})
    assert run.returncode != 0
    assert said in run.stderr


def test_half_an_environment_does_not_borrow_the_rest_from_a_demo(tmp_path):
    (tmp_path / "environment.json").write_text(json.dumps(PRODUCTION))
    half = {"DATA_DIR": str(tmp_path), "REDIS_URL": PRODUCTION["REDIS_URL"]}
    assert (
        "DATABASE_URL_APP: Environment variable not set." in python("import quayside.settings", half).stderr
    )


def test_the_number_of_proxies_reaches_whoever_counts_attempts():
    run = python("import quayside.settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)", PRODUCTION)
    assert run.stdout.strip() == "1"


def test_a_pack_is_checked_where_no_server_is():
    said = subprocess.run(
        [sys.executable, "manage.py", "pack", "check", "fixtures/climbing_gym"],
        env={"PATH": os.environ["PATH"], "QUAYSIDE_NO_VENV": "1"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "0 problems" in said.stdout
