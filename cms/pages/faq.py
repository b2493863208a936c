"""Questions and answers."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cms.pages.base import SitePage


class FaqPage(SitePage):
    """Questions that are asked often, in blocks of questions."""

    page_description = _("What people often ask, and your answers.")
    template = "site/pages/faq.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")

    @property
    def questions(self) -> Iterator[Any]:
        """Every question of the body, with `question` and `answer`."""
        for block in self.body:
            if block.block_type == "faqs":
                yield from block.value["items"]
