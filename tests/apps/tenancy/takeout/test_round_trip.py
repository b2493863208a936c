"""A business exported and restored is the same business under other names."""

import json
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from wagtail.models import Locale, Page, ReferenceIndex, Revision

from apps.accounts.models import Member, User
from apps.audit.models import Entry
from apps.tenancy import context
from apps.tenancy.models import Domain, Takeout, TenantKey
from apps.tenancy.takeout import archives, deletion, opening
from tests.apps.tenancy.takeout import building, reading
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

# What is meant to differ: where it stands, and what only one business may have.
RENAMED = {"path", "url_path", "file", "portrait", "translation_key", "content_path", "content_path_hash"}
INSIDE = {"body", "stream", "content", "notes", "phone"}


def plain(rows):
    skip = RENAMED | INSIDE
    return {
        table: [{k: v for k, v in row.items() if k not in skip} for row in found]
        for table, found in rows.items()
    }


def test_the_same_rows_come_back_with_every_reference_inside(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    before = reading.fingerprint(coral)
    reef = restored(coral)
    assert plain(reading.ranked(reef)) == plain(reading.ranked(coral))
    assert reading.fingerprint(coral) == before


def test_what_came_back_is_found_as_before(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)

    def entries(tenant):
        rows = reading.rows_of(tenant, beside=True)["backoffice_searchentry"]
        return sorted((row["kind"], row["text"]) for row in rows)

    assert entries(reef) == entries(coral) != []


def test_no_number_file_or_key_is_shared(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    old, new = reading.rows_of(coral), reading.rows_of(reef)
    for table, rows in new.items():
        assert not {r["id"] for r in rows if "id" in r} & {r["id"] for r in old[table] if "id" in r}, table
    assert f"tenants/{coral.pk}/" not in json.dumps(new)
    keys = {row["translation_key"] for row in old["wagtailcore_page"]}
    assert not keys & {row["translation_key"] for row in new["wagtailcore_page"]}


def test_texts_streams_and_revisions_name_the_new_rows(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    with context.use_tenant(reef):
        home, about = sample.Leaflet.objects.get(slug="leaflet"), Page.objects.get(slug="leaf")
        paper, picture = building.Document.objects.get(), building.Image.objects.get()
        names = {"page": about, "paper": paper, "picture": picture}
        # The link that is none keeps its number, which was the old page's.
        old_id = re.search(r'\?id=(\d+)" id="(\d+)"', home.body)
        assert old_id[1] == old_id[2] != str(about.pk)
        expected = building.linked(**names)
        for text in (home.body, home.stream[0].value.source, home.stream[3].value["inner"][0].value.source):
            assert text.replace(old_id[0], "") == expected.replace(f'?id={about.pk}" id="{about.pk}"', "")
        assert home.stream[1].value == picture
        assert [p.pk for p in home.stream[2].value] == [about.pk]
        assert home.stream[3].value["link"].pk == about.pk and home.stream[3].value["paper"] == paper
        content = Revision.objects.get(pk=home.latest_revision_id).content
        assert content["pk"] == home.pk and content["path"] == home.path and content["title"] == "Home again"
        assert content["owner"] == owner.pk
        assert [line["target"] for line in content["lines"]] == [about.pk, None]
        assert {line["pk"] for line in content["lines"]} <= set(home.lines.values_list("pk", flat=True)) | {
            None
        }
        assert json.loads(content["stream"])[1]["value"] == picture.pk
        assert home.get_latest_revision_as_object().stream[1].value == picture
        index = ReferenceIndex.get_references_to(about)
        assert {entry.content_path_hash for entry in index} == {
            ReferenceIndex._get_content_path_hash(entry.content_path) for entry in index
        }
        for entry in index.filter(content_path__startswith="lines."):
            assert int(entry.content_path.split(".")[1]) in home.lines.values_list("pk", flat=True)


def test_pages_stand_under_the_roots_that_provisioning_gives(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    with context.use_tenant(reef):
        root = Page.objects.get(depth=1)
        assert root.path == Page._get_path("", 1, reef.pk)
        paths = [p.url_path for p in Page.objects.order_by("path")]
        assert [*paths[:2], *paths[-2:]] == ["/", "/home/", "/leaflet/", "/leaflet/leaf/"]
        assert Page.find_problems() == ([], [], [], [], [])
        root.add_child(title="More", slug="more")


def test_files_stand_in_the_new_folder_with_their_content(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    with context.use_tenant(reef):
        paper, bob = building.Document.objects.get(), sample.Guest.objects.get(name="Bob")
        names = [paper.file.name, bob.portrait.name, building.Image.objects.get().file.name]
        assert all(name.startswith(f"tenants/{reef.pk}/") for name in names)
        with default_storage.open(paper.file.name) as file:
            assert file.read() == b"paper"
        with bob.portrait.open() as file:
            assert file.read() == building.png("red")
    with context.use_tenant(coral), building.Document.objects.get().file.open() as file:
        assert file.read() == b"paper"


def test_sensitive_values_are_encrypted_with_a_key_of_its_own(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    with context.use_tenant(reef):
        assert sample.Guest.objects.get(phone="+501 600 1234").name == "Ann"
        keys = {bytes(key.wrapped) for key in TenantKey.objects.all()}
    with context.use_tenant(coral):
        assert not keys & {bytes(key.wrapped) for key in TenantKey.objects.all()}
    stored = {row["phone"] for row in reading.rows_of(reef)["sample_guest"] if row["phone"]}
    assert stored and not stored & {row["phone"] for row in reading.rows_of(coral)["sample_guest"]}
    assert all(f".{reef.pk}.1." in value for value in stored)


def test_references_in_json_and_generic_ones_follow(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    reef = restored(coral)
    with context.use_tenant(reef):
        ann, bob = sample.Guest.objects.order_by("name")
        assert bob.notes == {"met": [ann.pk], "x": 1.5}
        assert (ann.friend, bob.friend, ann.favourite.leader) == (bob, ann, bob)
        assert sample.Trip.objects.get().about == sample.Leaflet.objects.get(slug="leaflet")
        assert [tag.name for tag in building.Document.objects.get().tags.order_by("name")] == ["legal", "new"]


def test_people_are_the_same_people_and_keep_their_password(coral, restored):
    with context.use_platform():
        before = {user.pk: user.password for user in User.objects.all()}
    reef = restored(coral)
    with context.use_platform():
        assert {user.pk: user.password for user in User.objects.all()} == before
        members = Member.objects.select_related("user", "role").filter(tenant=reef)
        found = {(m.user.email, m.role.key) for m in members}
        others = Member.objects.select_related("user", "role").filter(tenant=coral)
        assert found == {(m.user.email, m.role.key) for m in others}
        assert all(m.role.tenant_id == reef.pk for m in members)


def test_somebody_unknown_here_is_made_without_a_password(coral, archive_of, owner):
    path = archive_of(coral)
    with context.use_platform():
        User.objects.filter(email="guide@coral.example").update(email="other@coral.example")
        EmailAddress.objects.filter(email="guide@coral.example").update(email="other@coral.example")
    reef = opening.restore_from(path, slug="reef", at=NOW).tenant
    with context.use_platform():
        made = User.objects.get(email="guide@coral.example")
        assert not made.has_usable_password() and made.name == "Coral Guide"
        assert Member.objects.filter(tenant=reef, user=made).count() == 1


def test_the_archive_holds_no_password_and_no_second_factor(coral, archive_of, owner):
    with zipfile.ZipFile(archive_of(coral)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert b"argon2" not in text and owner.password.encode() not in text
    assert b"/tmp" not in text
    with context.use_tenant(coral):
        assert bytes(TenantKey.objects.get().wrapped).hex().encode() not in text


def test_the_log_is_carried_over_and_says_so(coral, sample, owner, restored):
    building.fill(coral, sample, owner=owner)
    with context.use_tenant(coral):
        old = list(
            Entry.objects.filter(table_name="sample_guest").order_by("id").values_list("op", "actor", "at")
        )
    reef = restored(coral)
    with context.use_tenant(reef):
        carried = Entry.objects.filter(request__startswith="carried:", table_name="sample_guest").order_by(
            "id"
        )
        assert list(carried.values_list("op", "actor", "at")) == old != []
        guests = set(sample.Guest.objects.values_list("pk", flat=True))
        assert {entry.row_id for entry in carried} == guests
        assert all(
            entry.after["id"] == entry.row_id and entry.after["tenant_id"] == reef.pk for entry in carried
        )


def test_one_archive_is_restored_twice(coral, sample, owner, archive_of):
    building.fill(coral, sample, owner=owner)
    path = archive_of(coral)
    first, second = (opening.restore_from(path, slug=slug, at=NOW).tenant for slug in ("reef", "atoll"))
    assert plain(reading.ranked(first)) == plain(reading.ranked(second))


def test_it_comes_back_at_its_own_address_after_it_was_deleted(coral, sample, owner, archive_of):
    building.fill(coral, sample, owner=owner)
    path, before = archive_of(coral), plain(reading.ranked(coral))
    deletion.delete(tenant=coral, at=NOW, force=True)
    again = opening.restore_from(path, slug="coral", at=NOW).tenant
    after = plain(reading.ranked(again))
    # Whoever belonged to nobody else was deleted too, and is a new person now.
    for rows in (before, after):
        for name in ("user_id", "owner_id", "uploaded_by_user_id", "locked_by_id"):
            for row in (row for found in rows.values() for row in found):
                row.pop(name, None)
    assert after == before


def test_a_domain_that_is_taken_is_left_out_and_reported(coral, archive_of):
    with context.use_platform(coral):
        Domain.objects.create(host="www.coral.example", primary=True)
    done = opening.restore_from(archive_of(coral), slug="reef", at=NOW)
    assert done.left_out == ("tenancy_domain: www.coral.example",)
    with context.use_platform(coral):
        Domain.objects.filter(tenant=coral).delete()
    done = opening.restore_from(archive_of(coral), slug="atoll", at=NOW)
    assert done.left_out == ()


def test_the_languages_of_the_site_come_along(coral, restored):
    with context.use_tenant(coral):
        Page.objects.filter(depth=1).update(locale=Locale.objects.create(language_code="fr"))
    with context.use_tenant(restored(coral)):
        assert [locale.language_code for locale in Locale.objects.all()] == ["en", "fr"]
        assert Page.objects.get(depth=1).locale.language_code == "fr"


def test_archives_are_not_part_of_archives(coral, archive_of):
    with context.use_tenant(coral):
        made = archives.start(by="me", at=NOW)
        archives.make(pk=made.pk, at=NOW)
        assert Takeout.objects.get().state == "done"
    reef = opening.restore_from(archive_of(coral), slug="reef", at=NOW)
    assert reef.files == 0
    with context.use_tenant(reef.tenant):
        assert not Takeout.objects.exists()


def test_an_encrypted_archive_opens_with_its_passphrase(coral, sample, owner, archive_of):
    building.fill(coral, sample, owner=owner)
    path = archive_of(coral, passphrase="nine piers and a tide")
    assert b"Ann" not in path.read_bytes() and path.stat().st_mode & 0o777 == 0o600
    reef = opening.restore_from(path, slug="reef", at=NOW, passphrase="nine piers and a tide").tenant
    assert plain(reading.ranked(reef)) == plain(reading.ranked(coral))
