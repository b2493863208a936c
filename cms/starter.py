"""The pages a new business finds: short, true of anybody, and meant to be rewritten."""

from django.utils.translation import gettext

from cms.pages import ContactPage, LegalPage, ProductsPage, SitePage, StandardPage
from cms.richtext import cleaned

Stream = list[tuple[str, dict[str, object]]]


def home(name: str) -> Stream:
    """The blocks of the home page."""
    return [
        ("hero", {"title": name, "text": gettext("We are glad you are here."), "tone": "light"}),
        ("products", {"title": gettext("What we offer"), "limit": 6}),
        ("hours", {"title": gettext("Opening hours")}),
    ]


def pages(name: str) -> list[SitePage]:
    """The pages below it, in the order of the menu."""
    return [
        ProductsPage(
            title=gettext("What we offer"),
            slug="offers",
            show_in_menus=True,
            intro=gettext("Everything you can book or buy from us."),
        ),
        StandardPage(
            title=gettext("About us"),
            slug="about",
            show_in_menus=True,
            intro=gettext("Who we are and how we work."),
        ),
        ContactPage(
            title=gettext("Contact"),
            slug="contact",
            show_in_menus=True,
            intro=gettext("Write to us; we answer as soon as we can."),
            body=[("hours", {"title": gettext("Opening hours")})],
        ),
        LegalPage(
            title=gettext("Privacy"),
            slug="privacy",
            in_footer=True,
            body=_text(
                gettext(
                    "We use what you tell us to answer you and to do what you book, and for nothing else."
                ),
                gettext("Ask us what we know about you, or to delete it, whenever you like."),
            ),
        ),
        LegalPage(
            title=gettext("Accessibility"),
            slug="accessibility",
            in_footer=True,
            intro=gettext("How we make these pages work for everybody, and what to do when they do not."),
            body=_text(
                gettext(
                    "%(name)s wants everybody to be able to use these pages: with a keyboard, with a screen reader, "
                    "enlarged, with few colours, and without JavaScript."
                )
                % {"name": name},
                gettext(
                    "They are made to meet the Web Content Accessibility Guidelines 2.2 at level AA. We look at that "
                    "whenever we change something."
                ),
                gettext(
                    "Videos and maps of other sites are shown only if you allow them. They are not ours, and may be "
                    "harder to use."
                ),
                gettext(
                    "If something does not work for you, write to us by the contact page or call us. We will help you, "
                    "and put it right."
                ),
            ),
        ),
    ]


def _text(*paragraphs: str) -> Stream:
    return [("text", {"html": cleaned("".join(f"<p>{each}</p>" for each in paragraphs))})]
