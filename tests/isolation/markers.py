"""Texts that say whose row they stand in, in a form that fits every column."""

from dataclasses import dataclass, field
from typing import Final

# In every marked row of every business: searching for it finds rows, and echoing it gives nothing away.
WORD: Final = "harbour"


@dataclass(slots=True)
class Marks:
    """One business's mark: `tag` stands in all of its texts, `pk` is the key of all of its rows."""

    tag: str
    pk: int
    _count: int = field(default=0)

    def number(self) -> int:
        """A number that was not used before."""
        self._count += 1
        return self._count

    def text(self, room: int | None) -> str:
        """A text of at most `room` characters; where there is no room for the tag, its first letters."""
        whole = f"{WORD} {self.tag} {self.number()}"
        if room is None or len(whole) <= room:
            return whole
        return f"{self.tag}{self.number()}"[:room]

    def slug(self, room: int | None) -> str:
        """The same in letters, digits and hyphens."""
        return self.text(room).replace(" ", "-")

    def host(self) -> str:
        """A host name."""
        return f"{WORD}.{self.tag}{self.number()}.example"

    def email(self) -> str:
        """An e-mail address."""
        return f"{WORD}{self.number()}@{self.tag}.example"

    def json(self) -> dict[str, str]:
        """A JSON document."""
        return {"note": self.text(None)}


ALPHA: Final = ("zqalpha", 900_001)
BRAVO: Final = ("zqbravo", 800_001)
# A key that no row has.
NOWHERE: Final = 123_456_789
