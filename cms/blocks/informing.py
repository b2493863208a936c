"""Blocks that inform: places, people, prices, answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import DateTimeBlock, StructBlock

from apps.tenancy import locations, opening
from cms import moment
from cms.blocks.choosers import Address, Picture, Place
from cms.blocks.structs import Linked, Text, items, line, tone, words


class Hours(StructBlock):
    """When a location is open, from the location itself."""

    title = line(_("Title"))
    location = Place(required=False, help_text=_("The first one when empty."))
    text = words()

    class Meta:
        icon = "time"
        label = _("Opening hours")
        template = "site/blocks/hours.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the week and the special days ahead."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        place = value.get("location") or locations.first()
        at = moment.of(context.get("request"))
        return {**context, "location": place, "opening": place and opening.of(place, at=at)}


class Person(StructBlock):
    """One of the team."""

    name = line(_("Name"), required=True)
    role = line(_("Role"), required=True)
    text = words()
    picture = Picture(label=_("Picture"), required=False)


class Team(StructBlock):
    """The people."""

    title = line(_("Title"))
    text = words()
    items = items(Person(), label=_("People"))

    class Meta:
        icon = "group"
        label = _("Team")
        template = "site/blocks/team.html"


class Map(StructBlock):
    """Where the business is: a picture of a map, and a link to a map service."""

    title = line(_("Title"))
    picture = Picture(label=_("Picture of the map"))
    address = words(_("Address"), most=300)
    text = words()
    url = Address(label=_("Link to a map"))

    class Meta:
        icon = "site"
        label = _("Map")
        template = "site/blocks/map.html"


class Action(Linked):
    """One thing to do now."""

    title = line(_("Title"), required=True)
    text = words(most=300)
    label = line(_("Text of the button"), required=True, most=60)
    tone = tone(default="accent")

    class Meta:
        icon = "success"
        label = _("Call to action")
        template = "site/blocks/action.html"


class Notice(Linked):
    """A bar that says something for a while."""

    text = line(_("Text"), required=True, most=200)
    tone = tone(
        choices=(("info", _("News")), ("warning", _("Warning")), ("accent", _("In the site's colour"))),
        default="info",
    )
    shown_from = DateTimeBlock(
        label=_("Shown from"), required=False, help_text=_("Comes by itself at this time. Empty: at once.")
    )
    shown_until = DateTimeBlock(
        label=_("Shown until"), required=False, help_text=_("Goes by itself. Empty: until you remove it.")
    )

    class Meta:
        icon = "warning"
        label = _("Notice bar")
        template = "site/blocks/notice.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With whether its time has come and has not passed."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        at = moment.of(context.get("request"))
        since, until = value.get("shown_from"), value.get("shown_until")
        context["is_shown"] = (since is None or since <= at) and (until is None or at < until)
        return context


class PriceRow(StructBlock):
    """One row of a price table."""

    label = line(_("What"), required=True)
    values = items(line(_("Value"), most=40), least=0, most=6, label=_("Values"))
    note = line(_("Note"))


class Prices(StructBlock):
    """A table that is written by hand. Prices of products stand in a price list."""

    title = line(_("Title"))
    text = words()
    columns = items(line(_("Heading"), required=True, most=60), most=6, label=_("Columns"))
    rows = items(PriceRow(), label=_("Rows"))
    footnote = words(_("Below the table"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "site/blocks/prices.html"


class Compare(StructBlock):
    """Before and after."""

    title = line(_("Title"))
    text = words()
    before = Picture(label=_("Before"))
    after = Picture(label=_("After"))
    before_label = line(_("Name of the first"), most=40)
    after_label = line(_("Name of the second"), most=40)

    class Meta:
        icon = "view"
        label = _("Before and after")
        template = "site/blocks/compare.html"


class Question(StructBlock):
    """A question and its answer."""

    question = line(_("Question"), required=True, most=200)
    answer = Text(label=_("Answer"))


class Questions(StructBlock):
    """Questions that are asked often."""

    title = line(_("Title"))
    items = items(Question(), most=40, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions")
        template = "site/blocks/faqs.html"


class Quote(StructBlock):
    """A sentence that stands alone."""

    text = words(required=True)
    by = line(_("By"))
    picture = Picture(label=_("Picture"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "site/blocks/quote.html"
