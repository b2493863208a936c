"""The variables that the demo's own processes run with."""

import os
from collections.abc import Mapping

from quayside.bootstrap import ENTERED
from quayside.demo.servers import Servers
from quayside.demo.state import DataDirectory

FILE = "environment.json"
SIGN_INS = "sign-ins.json"
SAMPLES = "samples.json"
# Only commands that change tables may act as their owner.
FOR_OWNERS_COMMANDS = "DATABASE_URL_OWNER"


def of_demo(data: DataDirectory, servers: Servers, port: int) -> dict[str, str]:
    """All variables of an installation, as a server would be given them."""
    return {
        **servers.environment(),
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_URL": f"file://{data.path / 'mail'}",
        "EMAIL_FROM": "Quayside <no-reply@quayside.example>",
        "STORAGE_URL": f"file://{data.path / 'files'}",
        "TRUSTED_PROXIES": "0",
        "DEMO": "1",
        "DEMO_SIGN_INS": str(data.path / SIGN_INS),
        "DATA_DIR": str(data.path),
    }


def for_commands(variables: Mapping[str, str]) -> dict[str, str]:
    """What a management command runs with."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_") and k != ENTERED}
    # The lock file may change while we run; our processes stay with what they started with.
    return {**kept, **variables, "QUAYSIDE_NO_VENV": "1", "PYTHONUNBUFFERED": "1"}


def for_services(variables: Mapping[str, str]) -> dict[str, str]:
    """What web and worker run with: the same without the owner's password."""
    full = for_commands(variables)
    full.pop(FOR_OWNERS_COMMANDS)
    return full
