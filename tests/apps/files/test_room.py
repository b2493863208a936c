"""What a business stores is counted once, by the rows that name the files."""

import pytest
from django.core.files.base import ContentFile

from apps.files import room
from apps.files.errors import StorageFull
from apps.tenancy import context, quotas
from apps.tenancy.models import Plan, Tenant
from tests.cms.conftest import files, image, png
from tests.conftest import NOW

__all__ = ["files"]


def allow(tenant: Tenant, megabytes: int) -> None:
    """A plan with so much room."""
    with context.use_platform():
        plan = Plan.objects.get(tenants=tenant.pk)
        plan.limits = {**plan.limits, "storage_mb": megabytes}
        plan.save()


def test_a_picture_is_counted_once_and_its_sizes_are_not(coral, northgate):
    with context.use_tenant(coral):
        before = room.used_bytes()
    stored = image(coral)
    with context.use_tenant(coral):
        stored._set_image_file_metadata()
        stored.save()
        stored.file.close()
        stored.renditions.create(filter_spec="width-32", file=ContentFile(png(), name="small.png"))
        assert room.used_bytes() - before == len(png())
        assert quotas.state("storage_mb", at=NOW).used == room.used_megabytes() > 0
        stored.delete()
        assert room.used_bytes() == before


@pytest.mark.django_db(transaction=True)
def test_what_does_not_fit_is_refused_and_what_replaces_is_not_counted_twice(coral):
    allow(coral, 1)
    with context.use_tenant(coral):
        room.require(900_000)
        with pytest.raises(StorageFull, match="Your plan allows 1 MB"):
            room.require(2 * 1024 * 1024)
        room.require(2 * 1024 * 1024, freed=2 * 1024 * 1024)


@pytest.mark.django_db(transaction=True)
def test_the_overview_measures(coral):
    allow(coral, 1)
    with context.use_tenant(coral):
        used = {state.quota: state.used for state in quotas.overview(at=NOW)}
        assert used["storage_mb"] == room.used_megabytes()
