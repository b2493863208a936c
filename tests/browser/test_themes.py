"""Every layout in a real browser: nothing that shuts somebody out, nothing wider than the window."""

import pytest
from playwright.sync_api import expect

from apps.tenancy import context
from cms.pages import HomePage, SitePage, StandardPage
from cms.theme.services import save_theme
from cms.theme.types import SUGGESTED, Choices, Layout
from tests.conftest import NOW

MENU = ("Details", "Paint and coats", "Extras", "Clubs and fleets", "Contact us")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_layout_can_be_read_by_everybody(site, page, coral, looks_right):
    for layout in Layout:
        with context.use_tenant(coral):
            save_theme(
                choices=Choices(layout=layout, second="#f59e0b", ground="#fbf7f0", **SUGGESTED[layout]),
                by=None,
                at=NOW,
            )
        for path in ("/", "/contact/"):
            page.goto(site.url(path, "coral"))
            expect(page.locator(f"html.layout-{layout}")).to_be_visible()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            looks_right(page)


def test_each_layout_keeps_its_menu_on_one_line(site, chromium, coral):
    desk = chromium.new_page(viewport={"width": 1280, "height": 900})
    with context.use_tenant(coral):
        home = HomePage.objects.get()
        for number, title in enumerate(MENU):
            page = StandardPage(title=title, slug=f"entry-{number}", show_in_menus=True)
            home.add_child(instance=page)
        SitePage.objects.exclude(title__in=MENU).update(show_in_menus=False)
    for layout in Layout:
        with context.use_tenant(coral):
            save_theme(choices=Choices(layout=layout, **SUGGESTED[layout]), by=None, at=NOW)
        for width in (1440, 1280, 1040):
            desk.set_viewport_size({"width": width, "height": 900})
            desk.goto(site.url("/", "coral"))
            expect(desk.locator(f"html.layout-{layout}")).to_be_visible()
            tops = desk.locator(".site-menu li").evaluate_all("all => all.map(one => one.offsetTop)")
            assert len(tops) == len(MENU) and len(set(tops)) == 1, (layout, width, tops)
    desk.close()


def test_the_menu_opens_on_a_phone_without_a_script(site, chromium, coral):
    context_ = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone = context_.new_page()
    phone.goto(site.url("/", "coral"))
    phone.locator(".phone-menu > summary").click()
    phone.get_by_role("link", name="Contact").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Contact")
    context_.close()


def test_a_site_without_a_menu_still_leads_phones_to_the_search(site, chromium, coral):
    with context.use_tenant(coral):
        SitePage.objects.update(show_in_menus=False)
    phone = chromium.new_page(viewport={"width": 390, "height": 844})
    phone.goto(site.url("/", "coral"))
    phone.locator(".phone-menu > summary").click()
    phone.get_by_role("banner").get_by_role("link", name="Search", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Search")
    phone.close()


def test_an_owner_sees_a_theme_before_saving_it(site, chromium, sign_in, coral):
    desk = chromium.new_page(viewport={"width": 1500, "height": 1200})
    sign_in(desk, "owner@coral.example", "coral")
    desk.goto(site.url("/cms/theme/", "coral"))
    desk.get_by_label("Bold").check(force=True)
    frame = desk.frame_locator("iframe[data-scheme=light]").first
    expect(frame.locator("html.layout-bold")).to_be_attached()
    assert desk.locator("[name=typeface]").input_value() == "condensed"
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("body")).to_contain_text("new look")
    desk.goto(site.url("/", "coral"))
    expect(desk.locator("html.layout-bold")).to_be_visible()
    desk.close()
