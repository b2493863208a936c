"""Roles of shipped packs take nothing of the site and of dashboards from those every business begins with."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from apps.accounts import patterns
from tests.apps.operator_console.packs.conftest import GYM

BUILTIN = Path(patterns.__file__).with_name("builtin_roles.toml")
PACKS = sorted(GYM.parent.glob("*/pack.toml"))
ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock", "bulk_delete", "choose")
MODELS = (
    *("cms.{}_contactmessage", "cms.{}_page", "cms.{}_image", "cms.{}_document", "cms.{}_collection"),
    "backoffice.{}_dashboard",
)
CODES = ["wagtailadmin.access_admin", *(model.format(action) for model in MODELS for action in ACTIONS)]


def roles(file: Path) -> dict[str, Any]:
    """What each role of a file may, by its key."""
    return {one["key"]: one["may"] for one in tomllib.loads(file.read_text(encoding="utf-8"))["role"]}


@pytest.mark.parametrize("pack", PACKS, ids=lambda one: one.parent.name)
def test_a_pack_takes_no_messages_pages_and_dashboards_from_a_role(pack: Path) -> None:
    builtin = roles(BUILTIN)
    for key, may in roles(pack).items():
        lost = [
            code
            for code in CODES
            if patterns.may([builtin.get(key, [])], code) != "no" and patterns.may([may], code) == "no"
        ]
        assert lost == [], key


@pytest.mark.parametrize("file", [BUILTIN, *PACKS], ids=lambda one: one.parent.name)
def test_a_manager_writes_and_publishes_the_site(file: Path) -> None:
    may = roles(file).get("manager")
    for code in (
        "wagtailadmin.access_admin",
        "cms.add_page",
        "cms.change_page",
        "cms.publish_page",
        "cms.add_image",
        "cms.choose_image",
    ):
        assert may is None or patterns.may([may], code) == "all", code
