"""A newer version comes to a business that has changed things: what is its own stays, and is told."""

from collections.abc import Callable

import pytest
from wagtail.images import get_image_model

from apps.accounts import services as accounts
from apps.accounts.models import Role
from apps.backoffice.models import CustomField, Label
from apps.backoffice.services import fields, labels
from apps.catalog import services as catalog
from apps.catalog.models import Product, Unit
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.errors import NotInstalled
from apps.operator_console.models import InstalledPack, PackItem
from apps.tenancy.models import Tenant
from cms.pages import HomePage, SitePage
from tests.apps.operator_console.packs.conftest import LATER, NOW, Copy, dump


def change_of(plan: services.Plan, kind: str, key: str) -> Change:
    return next(step.change for step in plan.steps if (step.section.kind, step.item.key) == (kind, key))


def test_what_nobody_touched_follows_the_pack(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    gym.next_version()
    gym.replace("pack.toml", 'name = "Route setter"', 'name = "Setter"')
    gym.replace("products/day-pass.toml", "minor = 1400", "minor = 1500")
    gym.replace("pages/home.toml", "open every day.", "open all year.")
    gym.replace("media/wall.svg", "#e2702a", "#2a70e2")
    drawn = get_image_model().objects.get(title="The long wall").file_hash
    done = gym.install(LATER)
    assert Role.objects.get(key="setter").name == "Setter"
    assert Unit.objects.get(key="adult").price == 1500
    home = HomePage.objects.get(locale__language_code="en")
    assert home.body[0].value["text"].endswith("open all year.")
    assert get_image_model().objects.get(title="The long wall").file_hash != drawn
    assert done.count(Change.CHANGE) == 4
    assert InstalledPack.objects.get().version == 2


def test_what_the_business_changed_stays_while_the_rest_of_the_item_follows(
    in_coral: Tenant, gym: Copy
) -> None:
    gym.install()
    role = Role.objects.get(key="setter")
    accounts.update_role(role=role, name="Wall boss", description=role.description, may=role.may, by=None)
    gym.next_version()
    gym.replace("pack.toml", "Sets routes and writes down what was checked.", "Sets and strips routes.")
    done = gym.install(LATER)
    role.refresh_from_db()
    assert (role.name, role.description) == ("Wall boss", "Sets and strips routes.")
    assert change_of(done, "role", "setter") is Change.CHANGE
    assert not PackItem.objects.exclude(offered={}).exists()


def test_where_both_changed_the_same_the_owner_is_asked(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    labels.rename(on="customers.customer", singular="Guest", plural="Guests", by=None, at=NOW)
    gym.next_version()
    gym.replace("pack.toml", '["Climber", "Climbers"]', '["Member", "Members"]')
    done = gym.install(LATER)
    assert change_of(done, "words", "customers.customer") is Change.CONFLICT
    item = PackItem.objects.get(kind="words", key="customers.customer")
    assert item.offered == {"singular": "Member", "plural": "Members"}
    assert Label.objects.get(on="customers.customer", attribute="").singular == "Guest"
    # The question stands until it is answered, and is not asked twice.
    before = dump()
    gym.install(LATER)
    assert dump() == before


@pytest.mark.parametrize(
    ("take", "expected"), [(("singular", "plural"), "Member"), ((), "Guest"), (("plural",), "Guest")]
)
def test_the_owner_takes_the_packs_or_keeps_their_own(
    in_coral: Tenant, gym: Copy, take: tuple[str, ...], expected: str
) -> None:
    gym.install()
    labels.rename(on="customers.customer", singular="Guest", plural="Guests", by=None, at=NOW)
    gym.next_version()
    gym.replace("pack.toml", '["Climber", "Climbers"]', '["Member", "Members"]')
    gym.install(LATER)
    item = PackItem.objects.get(kind="words", key="customers.customer")
    services.decide(item=item, take=take, folder=gym.folder, by=None, at=LATER)
    label = Label.objects.get(on="customers.customer", attribute="")
    assert label.singular == expected
    assert label.plural == ("Members" if "plural" in take else "Guests")
    before = dump()
    gym.install(LATER)
    assert dump() == before
    # What was taken follows the pack again, what was kept does not.
    gym.next_version()
    gym.replace("pack.toml", '["Member", "Members"]', '["Friend", "Friends"]')
    gym.install(LATER)
    label.refresh_from_db()
    assert label.singular == ("Friend" if "singular" in take else expected)


def test_what_the_business_removed_does_not_come_back(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    fields.delete_field(field=CustomField.objects.get(key="tested_on"), by=None, at=NOW)
    SitePage.objects.get(slug="house-rules").delete()
    done = gym.install(LATER)
    assert change_of(done, "field", "customers.customer/tested_on") is Change.KEEP
    assert change_of(done, "page", "en:/house-rules/") is Change.KEEP
    assert CustomField.objects.get(key="tested_on").deleted_at is not None
    assert not SitePage.objects.filter(slug="house-rules").exists()


def test_a_page_that_was_edited_keeps_its_text(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    home = HomePage.objects.get(locale__language_code="en")
    home.intro = "Come as you are."
    home.save_revision().publish()
    gym.next_version()
    gym.replace("pack.toml", 'tagline = "Walls worth the walk"', 'tagline = "Higher every week"')
    gym.replace("pages/home.toml", 'title = "Open"', 'title = "When"')
    done = gym.install(LATER)
    assert change_of(done, "page", "en:/") is Change.CONFLICT
    home.refresh_from_db()
    assert home.intro == "Come as you are."
    assert home.body[2].value["title"] == "When"
    assert PackItem.objects.get(kind="page", key="en:/").offered == {"intro": "Higher every week"}


def test_a_draft_that_waits_is_not_published_by_an_upgrade(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    home = HomePage.objects.get(locale__language_code="en")
    home.intro = "Not yet."
    home.save_revision()
    gym.next_version()
    gym.replace("pages/home.toml", 'title = "Open"', 'title = "When"')
    gym.install(LATER)
    home.refresh_from_db()
    assert home.has_unpublished_changes
    assert home.intro != "Not yet."
    draft = home.get_latest_revision_as_object()
    assert (draft.intro, draft.body[2].value["title"]) == ("Not yet.", "When")


def test_a_price_the_business_set_stays_and_a_new_unit_comes(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    catalog.update_unit(record=Unit.objects.get(key="adult"), values={"price": 1600}, by=None, at=NOW)
    gym.next_version()
    gym.replace("products/day-pass.toml", "minor = 900", "minor = 1000")
    gym.replace(
        "products/day-pass.toml",
        "[es]",
        '  [[option.unit]]\n  key = "senior"\n  name = "Senior"\n  minor = 1100\n\n[es]',
    )
    gym.install(LATER)
    prices = dict(Unit.objects.filter(option__product__slug="day-pass").values_list("key", "price"))
    assert prices == {"adult": 1600, "child": 1000, "senior": 1100}
    assert Product.objects.filter(slug="day-pass").count() == 1


def test_what_a_newer_version_no_longer_has_becomes_the_businesss_own(in_coral: Tenant, gym: Copy) -> None:
    gym.install()
    gym.next_version()
    gym.replace("pack.toml", '"customers.gear" = ["Piece of gear", "Gear"]\n', "")
    gym.install(LATER)
    assert Label.objects.filter(on="customers.gear").exists()
    assert not PackItem.objects.filter(key="customers.gear").exists()


def test_only_what_is_installed_is_upgraded(in_coral: Tenant, gym: Copy) -> None:
    with pytest.raises(NotInstalled):
        services.upgrade(folder=gym.folder, by=None, at=NOW)


def test_what_two_packs_both_give_stays_with_the_first_and_the_owner_is_asked(
    in_coral: Tenant, pack_of: Callable[..., Copy]
) -> None:
    hotel = pack_of("hotel", '[words]\n"customers.customer" = ["Guest", "Guests"]\n')
    centre = pack_of(
        "centre",
        '[words]\n"customers.customer" = ["Diver", "Divers"]\n"customers.gear" = ["Kit", "Kits"]\n',
    )
    hotel.install()
    done = centre.install()
    assert change_of(done, "words", "customers.customer") is Change.CONFLICT
    assert next(step.by for step in done.steps if step.item.key == "customers.customer") == "Hotel"
    assert Label.objects.get(on="customers.customer").singular == "Guest"
    assert Label.objects.get(on="customers.gear").singular == "Kit"
    item = PackItem.objects.get(pack__key="centre", key="customers.customer")
    services.decide(item=item, take=("singular", "plural"), folder=centre.folder, by=None, at=LATER)
    assert Label.objects.get(on="customers.customer").singular == "Diver"
    # To the hotel's pack that is now the business's own word.
    before = dump()
    hotel.install(LATER)
    assert dump() == before


def test_what_two_packs_say_alike_is_no_conflict(in_coral: Tenant, pack_of: Callable[..., Copy]) -> None:
    words = '[words]\n"customers.customer" = ["Guest", "Guests"]\n'
    pack_of("hotel", words).install()
    done = pack_of("centre", words).install()
    assert change_of(done, "words", "customers.customer") is Change.SAME


def test_words_the_owner_chose_before_any_pack_stay(in_coral: Tenant, gym: Copy) -> None:
    labels.rename(on="customers.customer", singular="Friend", plural="Friends", by=None, at=NOW)
    done = gym.install()
    assert change_of(done, "words", "customers.customer") is Change.CONFLICT
    assert Label.objects.get(on="customers.customer", attribute="").singular == "Friend"
