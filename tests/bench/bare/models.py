"""A page with a body of blocks, a menu and twenty rows."""

from typing import Any, ClassVar

from django.db import models
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class BarePage(Page):
    """The home page."""

    body = StreamField(
        [
            (
                "hero",
                StructBlock([("title", CharBlock()), ("text", CharBlock())], template="bare/hero.html"),
            ),
            ("text", RichTextBlock()),
        ]
    )
    template = "bare/page.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the menu and the rows."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        menu = Page.objects.live().in_menu().child_of(self)
        return {**context, "menu": menu, "rows": Row.objects.all()[:20]}

    class Meta:
        app_label = "bare"


class Row(models.Model):
    """Something that is sold."""

    objects: "ClassVar[models.Manager[Row]]" = models.Manager()
    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=300)
    price = models.IntegerField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.name
