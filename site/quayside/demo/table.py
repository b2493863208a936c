"""What the demo ends with: addresses and sign-ins, for people and for scripts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quayside.demo.ports import LOOPBACK
from quayside.demo.state import write_private


def for_people(sign_ins: Mapping[str, Any], port: int) -> str:
    """Lines of text."""
    lines = [f"  The platform: http://localhost:{port}/", ""]
    for business in sign_ins["businesses"]:
        lines.append(f"  {business['name']}: {_address(business, port)}")
        lines += [
            f"    {person['role']:14}{person['email']:34}{person['password']}"
            for person in business["users"]
        ]
        lines.append("")
    return "\n".join(lines)


def for_scripts(sign_ins: Mapping[str, Any], port: int, variables: Mapping[str, str]) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "platform": f"http://localhost:{port}/",
        "tenants": [
            {
                "slug": business["slug"],
                "trade": business["trade"],
                "url": _address(business, port),
                "users": [
                    {key: person[key] for key in ("email", "password", "role")}
                    for person in business["users"]
                ],
            }
            for business in sign_ins["businesses"]
        ],
        "database": {
            "app": variables["DATABASE_URL_APP"],
            "owner": variables["DATABASE_URL_OWNER"],
        },
        "address": f"{LOOPBACK}:{port}",
    }


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Leave it where a script asked for it, readable by its owner alone."""
    write_private(path.absolute(), content)


def _address(business: Mapping[str, Any], port: int) -> str:
    return f"http://{business['slug']}.localhost:{port}/"
