"""What pages show of the catalogue: plain values in one language, made by `apps.catalog.queries`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.catalog.types import Difficulty, Kind, Per
from apps.customers import codes
from apps.kernel.money import Money

_HOUR, _DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Price:
    """What one of something costs."""

    money: Money
    per: str

    @property
    def text(self) -> str:
        """The amount, written for the active language; free of charge in words."""
        return formats.money(self.money.minor, self.money.currency) if self.money.minor else _("free")

    @property
    def short(self) -> str:
        """The same without decimals that are all zero: "$185", but "$42.50"."""
        return (
            formats.money(self.money.minor, self.money.currency, short=True)
            if self.money.minor
            else self.text
        )

    @property
    def is_whole(self) -> bool:
        """Whether it has no decimals but zeros."""
        return formats.is_whole(self.money.minor, self.money.currency)

    @property
    def per_text(self) -> str:
        """ "person", in the active language."""
        return str(Per(self.per).label)


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category, as it is called in the language asked for."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins or ends."""

    name: str
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    instructions: str

    def __bool__(self) -> bool:
        return bool(self.name or self.address or self.instructions or self.latitude is not None)


@dataclass(frozen=True)
class ProductCard:
    """A product in a list. `cover` is a picture of the library, None without one; `from_price` is the lowest price."""

    id: int
    slug: str
    name: str
    kind: str
    summary: str
    category: CategoryName | None
    duration: int | None
    level: str
    difficulty: str
    languages: Sequence[str]
    tags: Sequence[str]
    from_price: Price | None
    cover: Any

    @property
    def kind_text(self) -> str:
        """The kind, in the active language."""
        return str(Kind(self.kind).label)

    @property
    def difficulty_text(self) -> str:
        """The difficulty, in the active language; "" for none."""
        return str(Difficulty(self.difficulty).label) if self.difficulty else ""

    @property
    def duration_text(self) -> str:
        """ "2 h 30 min", "3 days"; "" for none."""
        return duration(self.duration)

    @property
    def language_names(self) -> list[str]:
        """The languages spoken, in the active language."""
        return [codes.name("language", code) for code in self.languages]


@dataclass(frozen=True, slots=True)
class UnitShown:
    """Who or what is priced."""

    id: int
    key: str
    name: str
    price: Price
    age_min: int | None
    age_max: int | None
    # Places that one takes, and how many one booking may have.
    seats: int = 1
    most: int | None = None
    preselected: bool = False

    @property
    def ages_text(self) -> str:
        """ "4–11 years", "from 12 years", "up to 3 years"; "" where age does not matter."""
        ages = {"min": self.age_min, "max": self.age_max}
        if self.age_min is not None and self.age_max is not None:
            return _("%(min)d–%(max)d years") % ages
        if self.age_min is not None:
            return _("from %(min)d years") % ages
        return _("up to %(max)d years") % ages if self.age_max is not None else ""


@dataclass(frozen=True, slots=True)
class OptionShown:
    """A version of a product; what it does not say itself is the product's."""

    id: int
    key: str
    name: str
    duration: int | None
    capacity: int | None
    minimum: int | None
    units: Sequence[UnitShown]

    @property
    def duration_text(self) -> str:
        """ "2 h 30 min", "3 days"; "" for none."""
        return duration(self.duration)


@dataclass(frozen=True, slots=True)
class PricedProduct:
    """A product in a price list."""

    id: int
    name: str
    options: Sequence[OptionShown]


@dataclass(frozen=True)
class ProductShown(ProductCard):
    """A product on its own page. `description` is HTML that `services` have made harmless."""

    status: str = ""
    description: str = ""
    highlights: Sequence[str] = ()
    included: Sequence[str] = ()
    excluded: Sequence[str] = ()
    special_instructions: str = ""
    accessibility: str = ""
    seo_title: str = ""
    seo_description: str = ""
    capacity: int | None = None
    minimum: int | None = None
    meeting: Place | None = None
    end: Place | None = None
    faqs: Sequence[tuple[str, str]] = ()
    options: Sequence[OptionShown] = ()
    pictures: Sequence[Any] = field(default_factory=tuple)

    @cached_property
    def gallery(self) -> Sequence[Any]:
        """The pictures after the cover."""
        return self.pictures[1:]

    @cached_property
    def is_whole(self) -> bool:
        """Whether no price of it has decimals but zeros, so that its table can do without them."""
        return all(unit.price.is_whole for option in self.options for unit in option.units)


def duration(minutes: int | None) -> str:
    """A duration in words as short as they can be."""
    if not minutes:
        return ""
    if minutes % _DAY == 0:
        days = minutes // _DAY
        return _("1 day") if days == 1 else _("%(days)d days") % {"days": days}
    hours, rest = divmod(minutes, _HOUR)
    parts = [_("%(hours)d h") % {"hours": hours}] * bool(hours)
    parts += [_("%(minutes)d min") % {"minutes": rest}] * bool(rest)
    return " ".join(parts)
