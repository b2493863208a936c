"""Loaded by pytest before Django reads its settings: each worker gets a Valkey database of its own."""

import os

import pytest

if "TEST_SUPERUSER_URL" not in os.environ:
    pytest.exit("Run the tests with `python3 manage.py test`: they bring their own servers.", 2)

_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{int(_worker) % 15 + 1}"
os.environ["DATABASE_POOL"] = "0"
os.environ["EMAIL_URL"] = "memory:"
os.environ["STATIC_MODE"] = "finders"
