"""Files stand in their business's folder, at names nobody can guess, and stay there."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from apps.tenancy.storage import PATH


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """A media folder that goes with the test."""
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_file_gets_its_business_and_a_random_part(coral):
    with context.use_tenant(coral):
        names = [default_storage.save("menu.pdf", ContentFile(b"x")) for _ in range(2)]
        with default_storage.open(names[0]) as file:
            assert file.read() == b"x"
    for name in names:
        assert PATH.match(name)[1] == str(coral.pk) and name.endswith("/menu.pdf")
    assert names[0] != names[1]


def test_another_business_cannot_open_or_delete_it(coral, northgate):
    with context.use_tenant(coral):
        name = default_storage.save("menu.pdf", ContentFile(b"x"))
    with context.use_tenant(northgate):
        for act in (
            default_storage.open, default_storage.delete, default_storage.exists, default_storage.size, default_storage.url,
        ):  # fmt: skip
            with pytest.raises(SuspiciousFileOperation):
                act(name)
    with context.use_tenant(coral):
        assert default_storage.exists(name)
        default_storage.delete(name)
        assert not default_storage.exists(name)


@pytest.mark.parametrize("name", ["../other.txt", "tenants/1/../2/x.txt", "/etc/passwd"])
def test_a_name_cannot_climb_out(in_coral, name):
    try:
        saved = default_storage.save(name, ContentFile(b"x"))
    except SuspiciousFileOperation:
        return
    assert PATH.match(saved)[1] == str(in_coral.pk) and ".." not in saved


def test_nothing_is_stored_for_nobody(db):
    with pytest.raises(NoTenant):
        default_storage.save("menu.pdf", ContentFile(b"x"))
