"""What all page types share."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms import restricted, slugs
from cms.blocks import Body

HERO: Final = "hero"
# What may stand above the hero that carries the page's title.
ABOVE: Final = frozenset({"notice"})
# How search engines show a page, in the owner's words.
FOUND: Final = (
    FieldPanel(
        "seo_title",
        heading=_("Title in search results"),
        help_text=_("The line people click. The page's title when empty."),
    ),
    FieldPanel(
        "search_description",
        heading=_("Description in search results"),
        help_text=_("One or two sentences below it. The introduction when empty."),
    ),
    FieldPanel(
        "noindex",
        help_text=_(
            "Search engines are asked not to show this page, and your site's own search leaves it out."
        ),
    ),
)


class SitePageForm(WagtailAdminPageForm):
    """The editor's form of every page."""

    def clean(self) -> Any:
        """Refuses a slug that something else answers at."""
        cleaned = super().clean()
        slug = cleaned.get("slug", "")
        if slug and self.parent_page.depth == slugs.HOME_DEPTH and slugs.is_taken(slug):
            self.add_error("slug", slugs.REFUSED % {"slug": slug})
        return cleaned


class SitePage(Page):
    """A page of a business's site: words, pictures, and how others show it.

    A table of its own, so that menus, lists and site maps ask one table and not one per type.
    """

    intro = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences under the title, and on cards that lead here."),
    )
    body = Body(verbose_name=_("body"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown on cards that lead here and where the page is shared."),
    )
    in_footer = models.BooleanField(
        _("in the footer"), default=False, help_text=_("Whether the foot of every page links here.")
    )
    noindex = models.BooleanField(
        _("hidden from search engines"),
        default=False,
        help_text=_("Search engines are asked not to show this page."),
    )

    # Pages are of one of the types below.
    is_creatable = False
    base_form_class = SitePageForm
    show_in_menus_default = False

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("picture"),
        FieldPanel(
            "body",
            heading=_("Sections"),
            help_text=_("What the page shows, from top to bottom. Add with +, move with the arrows."),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Address"),
                    help_text=_(
                        "The last part of the page's address. Links to the old one lead to the new one."
                    ),
                ),
                *FOUND,
            ],
            _("For search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    heading=_("In the menu"),
                    help_text=_("Pages stand in the menu in the order of the list of pages."),
                ),
                FieldPanel("in_footer"),
            ],
            _("Where it is linked"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.FilterField("noindex"),
    ]
    context_object_name = "page"

    def get_view_restrictions(self) -> Any:
        """Who may see the page, as Wagtail asks before it serves one; none for most, and then in one query, not two."""
        if restricted.is_open(self.path):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page of an address below this one, in two queries whatever its depth; Wagtail asks two for each level.

        No page of a site answers for others, so those in between have no say. Raises Http404.
        """
        if not path_components:
            return super().route(request, path_components)
        found = Page.objects.descendant_of(self).filter(
            depth=self.depth + len(path_components),
            slug=path_components[-1],
            url_path=f"{self.url_path}{'/'.join(path_components)}/",
        )
        below = found.first()
        if below is None:
            raise Http404
        return below.specific.route(request, [])

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")

    def clean(self) -> None:
        """Raises ValidationError for a slug that something else answers at."""
        super().clean()
        if self.depth == slugs.HOME_DEPTH + 1 and slugs.is_taken(self.slug):
            raise ValidationError({"slug": slugs.REFUSED % {"slug": self.slug}})

    @property
    def lead(self) -> int | None:
        """Which block is the hero that carries the page's title; None when the page shows the title itself."""
        for number, block in enumerate(self.body.raw_data):
            if block["type"] == HERO:
                return number
            if block["type"] not in ABOVE:
                break
        return None

    def has_block(self, kind: str) -> bool:
        """Whether the body has a block of this type."""
        return any(block["type"] == kind for block in self.body.raw_data)
