"""What is not exactly what it says is refused with a sentence, and nothing changes."""

import json
import shutil
import zipfile

import pytest
from django.core.management import CommandError, call_command

from apps.tenancy import context
from apps.tenancy.errors import InvalidBusiness, SlugTaken
from apps.tenancy.models import Tenant
from apps.tenancy.takeout import archive, opening
from apps.tenancy.takeout.errors import (
    DamagedArchive,
    DangerousArchive,
    NewerArchive,
    OlderArchive,
    PassphraseNeeded,
    UnusableArchive,
    WrongPassphrase,
)
from tests.apps.tenancy.takeout import building
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def good(coral, archive_of):
    """An archive with one file."""
    with context.use_tenant(coral):
        building.document("Rules")
    return archive_of(coral)


@pytest.fixture
def refused(own_folder):
    """Tries to restore; answers the sentence and makes sure that nothing is left of it."""

    def attempt(path, error, *, slug="reef", passphrase=""):
        before, files = businesses(), sorted(own_folder.rglob("*"))
        with pytest.raises(error) as caught:
            opening.restore_from(path, slug=slug, at=NOW, passphrase=passphrase)
        assert type(caught.value) is error
        assert businesses() == before and sorted(own_folder.rglob("*")) == files
        return str(caught.value)

    return attempt


def businesses():
    with context.use_signin():
        return list(Tenant.objects.order_by("pk").values())


def rewritten(path, change, *, keep_sums=False, extra=()):
    """The archive with entries changed by `change(name, bytes)`; None drops one."""
    changed = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
        for name, content in extra:
            new.writestr(name, content)
    return changed


def with_manifest(path, edit):
    def change(name, content):
        if name != archive.MANIFEST:
            return content
        manifest = json.loads(content)
        edit(manifest)
        return json.dumps(manifest)

    return rewritten(path, change)


def resealed(path, entry, content):
    """The archive with another content of one entry and a manifest that agrees."""
    import hashlib

    def edit(manifest):
        manifest["entries"][entry] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    changed = rewritten(path, lambda name, old: content if name == entry else old)
    shutil.move(changed, path.with_name("step.zip"))
    return with_manifest(path.with_name("step.zip"), edit)


def lines_of(path, table):
    with zipfile.ZipFile(path) as opened:
        return [json.loads(line) for line in opened.read(f"rows/{table}.jsonl").splitlines()]


def as_lines(rows):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"x" * 5000, None])
def test_a_file_that_is_no_archive(good, refused, tmp_path, content):
    path = tmp_path / "other"
    if content is not None:
        path.write_bytes(content)
    assert refused(path, UnusableArchive) == "This file is not an archive of a business."


def test_somebody_elses_zip(refused, tmp_path, coral):
    path = tmp_path / "holiday.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("files/aaaaaaaaaaaaaaaa/a.jpg", b"x")
    refused(path, UnusableArchive)


@pytest.mark.parametrize("table", ["tenancy_location", "accounts_member"])
def test_a_changed_row_is_noticed(good, refused, table):
    changed = rewritten(good, lambda name, old: old.replace(b'"1"', b'"2"') if table in name else old)
    assert table in refused(changed, DamagedArchive)


@pytest.mark.parametrize("entry", ["rows/tenancy_location.jsonl", "people.jsonl", "files.jsonl"])
def test_a_missing_entry_is_noticed(good, refused, entry):
    assert "is damaged" in refused(
        rewritten(good, lambda name, old: None if name == entry else old), DamagedArchive
    )


def test_a_missing_table_is_noticed_though_the_manifest_agrees(good, refused):
    gone = "tenancy_location"

    def edit(manifest):
        del manifest["tables"][gone], manifest["entries"][f"rows/{gone}.jsonl"]

    changed = with_manifest(rewritten(good, lambda name, old: None if gone in name else old), edit)
    assert gone in refused(changed, DamagedArchive)


def test_a_cut_file_is_noticed(good, refused, tmp_path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-2000])
    refused(cut, UnusableArchive)


def test_a_flipped_byte_in_a_file_is_noticed(good, refused):
    content = bytearray(good.read_bytes())
    content[content.index(b"paper") + 1] ^= 1
    good.write_bytes(bytes(content))
    refused(good, DamagedArchive)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "files/../../evil",
        "files/aaaaaaaaaaaaaaaa/../evil",
        "files/aaaaaaaaaaaaaaaa//evil",
        "files/aaaaaaaaaaaaaaaa/a\\..\\evil",
        "rows/../people.jsonl",
        "C:/evil",
    ],
)
def test_a_name_that_climbs_out_is_refused(good, refused, name):
    refused(rewritten(good, lambda _name, old: old, extra=[(name, b"x")]), DangerousArchive)


def test_a_file_list_that_climbs_out_is_refused(good, refused):
    listed = as_lines([{"path": "aaaaaaaaaaaaaaaa/../../evil", "bytes": 1, "sha256": ""}])
    refused(resealed(good, "files.jsonl", listed), DamagedArchive)


def test_an_entry_that_comes_twice_is_refused(good, refused):
    with pytest.warns(UserWarning, match="Duplicate"):
        changed = rewritten(good, lambda _name, old: old, extra=[("people.jsonl", b"")])
    refused(changed, DangerousArchive)


def test_what_unpacks_to_far_too_much_is_refused(good, refused):
    bomb = b"0" * (archive.ALWAYS_ALLOWED + 2**20)
    refused(
        rewritten(good, lambda _name, old: old, extra=[("files/aaaaaaaaaaaaaaaa/b", bomb)]), DangerousArchive
    )


def test_a_newer_format_is_refused(good, refused):
    assert "newer" in refused(with_manifest(good, lambda m: m.update(format=2)), NewerArchive)


def test_an_unknown_migration_is_newer(good, refused):
    changed = with_manifest(good, lambda m: m["migrations"]["tenancy"].append("0999_later"))
    assert "tenancy.0999_later" in refused(changed, NewerArchive)


def test_an_unknown_column_is_newer(good, refused):
    changed = with_manifest(good, lambda m: m["tables"]["tenancy_location"]["columns"].append("smell"))
    assert "tenancy_location.smell" in refused(changed, NewerArchive)


def test_a_data_migration_since_then_is_too_old(good, refused):
    changed = with_manifest(good, lambda m: m["migrations"]["wagtailcore"].remove("0002_initial_data"))
    assert "wagtailcore.0002_initial_data" in refused(changed, OlderArchive)


def test_an_older_archive_fits_when_only_room_was_added_since(good):
    changed = with_manifest(good, lambda m: m["migrations"]["tenancy"].remove("0002_takeout"))
    assert opening.restore_from(changed, slug="reef", at=NOW).tenant.slug == "reef"


@pytest.mark.parametrize(
    "manifest", [b"[]", b"{", b'{"format": "1"}', b'{"format": 1}', b'{"format": 1, "entries": {}}']
)
def test_a_broken_manifest_is_refused(good, refused, manifest):
    changed = rewritten(good, lambda name, old: manifest if name == archive.MANIFEST else old)
    with pytest.raises(UnusableArchive):
        opening.restore_from(changed, slug="reef", at=NOW)


@pytest.mark.parametrize(
    "edit",
    [
        lambda m: m.update(shared={}),
        lambda m: m.update(shared=[]),
        lambda m: m.update(migrations=None),
        lambda m: m.update(tables=[]),
        lambda m: m.update(tenant=None),
        lambda m: m["tables"].update(tenancy_location=5),
        lambda m: m["entries"].update({"people.jsonl": 5}),
    ],
)
def test_a_manifest_that_lacks_something_is_refused(good, refused, edit):
    refused(with_manifest(good, edit), DamagedArchive)


@pytest.mark.parametrize(
    ("table", "edit"),
    [
        ("tenancy_location", lambda row: row.update(tax_profile_id="987654")),
        ("tenancy_location", lambda row: row.update(name="x" * 500)),
        ("tenancy_location", lambda row: row.update(name=5)),
        ("tenancy_location", lambda row: row.update(name=None)),
        ("tenancy_location", lambda row: row.update(time_zone=["a"])),
        ("tenancy_location", lambda row: row.update(tenant_id="1")),
        ("tenancy_location", lambda row: row.pop("name")),
        ("tenancy_location", lambda row: row.update(id="one")),
        ("accounts_member", lambda row: row.update(role_id="987654")),
        ("wagtailcore_page", lambda row: row.update(path="9999")),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(good, refused, table, edit):
    rows = lines_of(good, table)
    edit(rows[-1])
    text = (
        refused(resealed(good, f"rows/{table}.jsonl", as_lines(rows)), DamagedArchive)
        if not _harmless(table, rows)
        else table
    )
    assert table in text


def _harmless(table, rows):
    # One root only, wherever its path says it stood: it gets the new business's own.
    return table == "wagtailcore_page" and len(rows) == 1


def test_a_row_twice_is_refused(good, refused):
    rows = lines_of(good, "tenancy_location")
    assert "location" in refused(
        resealed(good, "rows/tenancy_location.jsonl", as_lines(rows * 2)), DamagedArchive
    )


def test_an_address_that_is_taken_reserved_or_none(good, refused):
    assert (
        refused(good, SlugTaken, slug="northgate") == "The address “northgate” is taken. Choose another one."
    )
    refused(good, SlugTaken, slug="admin")
    refused(good, InvalidBusiness, slug="a b")


def test_an_encrypted_archive_needs_its_passphrase(coral, archive_of, refused):
    path = archive_of(coral, passphrase="the right one here")
    assert "--passphrase-file" in refused(path, PassphraseNeeded)
    refused(path, WrongPassphrase, passphrase="the wrong one here")
    content = bytearray(path.read_bytes())
    path.write_bytes(bytes(content[:-40]))
    with pytest.raises(UnusableArchive):
        opening.restore_from(path, slug="reef", at=NOW, passphrase="the right one here")


def test_the_command_says_the_sentence(good, tmp_path):
    with pytest.raises(CommandError, match="is taken"):
        call_command("tenant", "northgate", "restore", str(good))
    with pytest.raises(CommandError, match="not an archive"):
        call_command("tenant", "reef", "restore", str(tmp_path / "none.zip"))
