"""What the demo ends with: addresses and sign-ins, for people and for scripts."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quayside.demo import private
from quayside.demo.ports import LOOPBACK


def with_addresses(samples: Mapping[str, Any], port: int) -> list[dict[str, Any]]:
    """The sample businesses as the landing page shows them: slug, name, trade, url, users."""
    return [
        {**business, "url": f"http://{business['slug']}.localhost:{port}/"}
        for business in samples["businesses"]
    ]


def for_people(tenants: Sequence[Mapping[str, Any]], port: int) -> str:
    """Lines of text."""
    lines = [f"  The platform: http://localhost:{port}/", ""]
    for tenant in tenants:
        lines.append(f"  {tenant['name']}: {tenant['url']}")
        lines += [
            f"    {person['role']:14}{person['email']:34}{person['password']}" for person in tenant["users"]
        ]
        lines.append("")
    return "\n".join(lines)


def for_scripts(
    tenants: Sequence[Mapping[str, Any]], port: int, variables: Mapping[str, str]
) -> dict[str, Any]:
    """The same as plain data, with the addresses of the database."""
    return {
        "platform": f"http://localhost:{port}/",
        "tenants": [
            {
                **{key: tenant[key] for key in ("slug", "trade", "url")},
                "users": [
                    {key: person[key] for key in ("email", "password", "role")} for person in tenant["users"]
                ],
            }
            for tenant in tenants
        ],
        "database": {
            "app": variables["DATABASE_URL_APP"],
            "owner": variables["DATABASE_URL_OWNER"],
        },
        "address": f"{LOOPBACK}:{port}",
    }


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Leave it where a script asked for it, readable by its owner alone."""
    private.write(path.absolute(), content)
