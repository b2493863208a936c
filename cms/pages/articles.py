"""News and stories."""

from typing import Any, ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms import moment, offers, parts
from cms.pages.base import SitePage

PER_PAGE: Final = 12


class ArticlesPage(SitePage):
    """A list of articles, the newest first."""

    page_description = _("News and stories, the newest first. Articles stand below it.")
    template = "site/pages/articles.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ArticlePage"]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With one page of the articles; `?page=` beyond the ends answers the nearest."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "articles": parts.part(request, offers.Articles(self), PER_PAGE)}


class ArticlePage(SitePage):
    """One article."""

    date = models.DateField(_("date"), help_text=_("The day that readers see."))
    author = models.CharField(_("author"), max_length=80, blank=True)

    template = "site/pages/article.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ArticlesPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels[:1],
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")]),
        *SitePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """An article without a date is of the day on which it was begun."""
        given: Any = self.date
        if given is None:
            self.date = moment.day(moment.of(None))
        super().full_clean(*args, **kwargs)
