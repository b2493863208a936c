"""Businesses with everything in them, and archives of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connections, transaction
from wagtail.models import pages as wagtail_pages

from apps.tenancy import context, owner, schema
from apps.tenancy.models import Tenant
from apps.tenancy.takeout import opening, rules
from apps.tenancy.takeout.registries import REFERENCES
from tests.conftest import NOW

SAMPLE = "tests.apps.tenancy.takeout.sample"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Wagtail leaves the temporary file of a new rendition to the garbage collector."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(
                pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
            )


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> Path:
    """A media folder that goes with the test."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = str(folder)
    return folder


@pytest.fixture
def sample(transactional_db: None) -> Iterator[Any]:
    """The sample app's models, with their tables, as after a migration."""
    known = list(wagtail_pages.PAGE_MODEL_CLASSES)
    # By hand: libraries cannot be made ready a second time, which installing an app would do.
    config = apps.app_configs["sample"] = AppConfig.create(SAMPLE)
    config.apps = apps
    config.import_models()
    apps.clear_cache()
    models = config.models_module

    if "sample_guest.notes" not in REFERENCES:
        REFERENCES.add("sample_guest.notes", rules.in_json(_notes))
    with owner.as_default(), transaction.atomic(), connections["default"].schema_editor() as editor:
        for model in apps.get_app_config("sample").get_models():
            editor.create_model(model)
        # Guests and trips refer to each other, which the operations of a migration would come to one by one.
        editor.deferred_sql.sort(key=lambda statement: "FOREIGN KEY (tenant_id," in str(statement))
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        create_contenttypes(apps.get_app_config("sample"), verbosity=0)
        schema.run(cursor)
    yield models
    del apps.app_configs["sample"]
    apps.clear_cache()
    wagtail_pages.PAGE_MODEL_CLASSES[:] = known


def _notes(value: dict[str, Any], move: Any) -> dict[str, Any]:
    return {**value, "met": [move.number("sample_guest", number) for number in value.get("met", [])]}


@pytest.fixture
def archive_of(tmp_path: Path) -> Callable[..., Path]:
    """Exports a business to a new file."""
    made: list[Path] = []

    def export(tenant: Tenant, **options: Any) -> Path:
        made.append(tmp_path / f"archive{len(made)}.zip")
        with context.use_tenant(tenant):
            opening.export_to(made[-1], at=NOW, **options)
        return made[-1]

    return export


@pytest.fixture
def restored(archive_of: Callable[..., Path]) -> Callable[..., Tenant]:
    """Exports a business and restores it at another address."""

    def restore(tenant: Tenant, slug: str = "reef") -> Tenant:
        return opening.restore_from(archive_of(tenant), slug=slug, at=NOW).tenant

    return restore
