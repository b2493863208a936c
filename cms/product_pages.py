"""A page for every product that customers see: made when there is none, hidden and shown with it.

What the owner has written on a page is never touched; its title follows the product's name while it is the same.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import count
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext, override
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from apps.accounts.models import Member
from apps.catalog.models import Product, ProductTranslation
from apps.catalog.types import Before, Status
from cms import languages, slugs
from cms.languages import Language
from cms.pages import HomePage, ProductPage, ProductsPage

_held: ContextVar[bool] = ContextVar("product_pages_held", default=False)
_LONGEST_SLUG: Final = 200
# How a page's history says that it went with its product, and every way in which pages go.
WITH_PRODUCT: Final = "cms.unpublish.product"
_GONE: Final = ("wagtail.unpublish", "wagtail.unpublish.scheduled", WITH_PRODUCT)


@contextmanager
def held() -> Iterator[None]:
    """Inside, products get no new pages: a pack writes them itself, and calls `ensure_all` at the end."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)


def ensure_all(*, by: Member | None, at: datetime) -> None:
    """Make the missing pages of all products that customers see. Locks the lists they go below."""
    for product in Product.objects.filter(status=Status.ACTIVE):
        ensure(product=product, by=by, at=at)


def follow(*, product: Product, before: Before | None, by: Member | None, at: datetime) -> None:
    """Bring a product's pages to where it is now: three queries while nothing has to change."""
    shown, was_shown = product.status == Status.ACTIVE, before is not None and before.status == Status.ACTIVE
    if not shown and not was_shown:
        return
    pages = list(ProductPage.objects.filter(product=product).order_by("path"))
    if before is not None and before.name != product.name:
        _rename(pages, before.name, product.name)
    if not shown:
        _hide(pages, by)
    elif not was_shown:
        _show(pages, by, at)
    if shown and not _held.get():
        _make_missing(product, pages, by, at)


def ensure(*, product: Product, by: Member | None, at: datetime) -> None:
    """Make the pages that a product lacks: in the business's language, and in those it is translated into."""
    _make_missing(product, list(ProductPage.objects.filter(product=product).order_by("path")), by, at)


def _make_missing(product: Product, pages: list[ProductPage], by: Member | None, at: datetime) -> None:
    if not languages.of_site():
        return
    own, *others = languages.of_site()
    original = next((page for page in pages if page.locale_id == own.locale_id), None)
    if original is None:
        original = _make(product, own, _list_for(product, own, by, at), product.name, None, by, at)
    having = {page.locale_id for page in pages}
    missing = [one for one in others if one.locale_id not in having]
    if not missing:
        return
    said = ProductTranslation.objects.filter(product=product).exclude(name="")
    names = dict(said.values_list("language", "name"))
    above = original.get_parent()
    for language in missing:
        name = names.get(language.code)
        parent = (
            name
            and ProductsPage.objects.filter(
                translation_key=above.translation_key, locale_id=language.locale_id
            ).first()
        )
        if name and parent:
            _make(product, language, parent, name, original, by, at)


def _make(
    product: Product,
    language: Language,
    parent: Page,
    title: str,
    original: ProductPage | None,
    by: Member | None,
    at: datetime,
) -> ProductPage:
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    page = ProductPage(
        title=title,
        slug=_free_slug(parent, product.slug),
        product=product,
        locale_id=language.locale_id,
        owner=by.user if by else None,
        live=True,
        first_published_at=at,
        last_published_at=at,
    )
    if original is not None:
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=page.owner, content_changed=True)
    _tell(page)
    return page


def _list_for(product: Product, own: Language, by: Member | None, at: datetime) -> Page:
    """The list of its category, else the first without one, else the first; a new one where there is none."""
    rows = list(ProductsPage.objects.filter(locale_id=own.locale_id).order_by("path"))
    for wanted in (product.category_id, None):
        found = next((row for row in rows if row.category_id == wanted), None)
        if found is not None:
            return found
    if rows:
        return rows[0]
    home = HomePage.objects.select_for_update(of=("self",)).get(pk=own.home_id)
    with override(own.code):
        page = ProductsPage(
            title=gettext("What we offer"), slug=_free_slug(home, "offers"), show_in_menus=True
        )
    page.locale_id, page.owner = own.locale_id, by.user if by else None
    page.first_published_at = page.last_published_at = at
    home.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=page.owner, content_changed=True)
    return page


def _free_slug(parent: Page, wanted: str) -> str:
    slug = wanted[: _LONGEST_SLUG - 4]
    tried = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(
        one
        for one in tried
        if Page._slug_is_available(one, parent)
        and not (parent.depth == slugs.HOME_DEPTH and slugs.is_taken(one))
    )


def _rename(pages: Iterable[ProductPage], before: str, name: str) -> None:
    for page in pages:
        if page.title == before:
            page.title = name
            if page.draft_title == before:
                page.draft_title = name
            page.save(update_fields=["title", "draft_title"], clean=False)
            _rename_drafts(page, before, name)


def _rename_drafts(page: ProductPage, before: str, name: str) -> None:
    """What is published next, by hand or on its day, has the new title as well."""
    next_ones = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for draft in page.revisions.filter(next_ones):
        if draft.content.get("title") != before:
            continue
        draft.content["title"] = name
        if draft.content.get("draft_title") == before:
            draft.content["draft_title"] = name
        page.revisions.filter(pk=draft.pk).update(content=draft.content, object_str=name)


def _hide(pages: Iterable[ProductPage], by: Member | None) -> None:
    for page in pages:
        if page.live:
            # Who may archive a product need not be somebody who may publish pages.
            action = UnpublishPageAction(page, user=_user(by), log_action=WITH_PRODUCT)
            action.execute(skip_permission_checks=True)


def _show(pages: Iterable[ProductPage], by: Member | None, at: datetime) -> None:
    """What was published last, as it was; drafts that somebody has begun meanwhile stay drafts.

    What went some other way than with its product, by hand or on its last day, stays away.
    """
    pages = list(pages)
    gone = PageLogEntry.objects.filter(page__in=[page.pk for page in pages], action__in=_GONE).order_by("pk")
    last = dict(gone.values_list("page_id", "action"))
    for page in pages:
        if not page.live and page.first_published_at and last.get(page.pk) == WITH_PRODUCT:
            page.live, page.expired, page.last_published_at = True, False, at
            page.save(update_fields=["live", "expired", "last_published_at"], clean=False)
            log(instance=page, action="wagtail.publish", user=_user(by))
            _tell(page)


def _tell(page: ProductPage) -> None:
    page_published.send(sender=ProductPage, instance=page, revision=None)


def _user(by: Member | None) -> Any:
    return by.user if by else None
