"""Something from another site within a page: loaded only for visitors who allow it."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, URLBlock

from cms.blocks.choosers import Picture
from cms.blocks.structs import line


@dataclass(frozen=True, slots=True)
class Source:
    """A site whose frames are shown."""

    name: str
    page: re.Pattern[str]
    frame: str

    @property
    def origin(self) -> str:
        """What the page's policy must let in."""
        return "/".join(self.frame.split("/")[:3])


# Addresses as people copy them. Only what the pattern has captured goes into the frame's address.
SOURCES: Final = (
    Source(
        "YouTube",
        re.compile(
            r"https://(?:www\.|m\.)?(?:youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})(?:[?&][\w=&-]*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    Source(
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(\d{6,12})(?:\?[\w=&-]*)?"),
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
    Source(
        "OpenStreetMap",
        re.compile(
            r"https://www\.openstreetmap\.org/export/embed\.html\?"
            r"(bbox=[-\d.,]+(?:%2C[-\d.]+)*(?:&(?:amp;)?(?:layer|marker)=[-\w.,%]+)*)"
        ),
        "https://www.openstreetmap.org/export/embed.html?{}",
    ),
)


def source_of(url: str) -> tuple[Source, str] | None:
    """Where the address leads and the address of its frame; None for anything else."""
    for source in SOURCES:
        found = source.page.fullmatch(url.strip())
        if found:
            return source, source.frame.format(found[1])
    return None


class Embed(StructBlock):
    """A video or a map of another site."""

    title = line(_("Title"), required=True)
    url = URLBlock(
        label=_("Address"),
        max_length=500,
        help_text=_("Of a video at YouTube or Vimeo, or of a map to embed from openstreetmap.org."),
    )
    picture = Picture(
        label=_("Picture"), required=False, help_text=_("Shown to visitors who do not allow other sites.")
    )

    class Meta:
        icon = "media"
        label = _("Video or map of another site")
        template = "site/blocks/embed.html"

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for an address of a site that is not on the list."""
        cleaned = super().clean(value)
        if source_of(cleaned["url"]) is None:
            raise ValidationError(
                _(
                    "This address cannot be shown. Use a video of YouTube or Vimeo, or a map of OpenStreetMap."
                ),
                params={},
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the frame's address and whose it is."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        found = source_of(value.get("url") or "")
        if found is not None:
            source, frame = found
            context.update(source=source.name, origin=source.origin, frame=frame)
        return context
