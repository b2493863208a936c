"""What a panel shows: the live part of a product's page, ready to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from apps.catalog.shown import OptionShown, ProductShown
from cms.booking.asked import Asked
from cms.booking.sold import Sold


@dataclass(frozen=True, slots=True)
class Mine:
    """What a booking that is to be changed has already: it is free to whoever changes it.

    `begun` is set where its time is over already, so that only what it is for can be said anew.
    """

    hold: int | None
    departure: int | None = None
    pool: int | None = None
    seats: int = 0
    quantities: Mapping[int, int] = field(default_factory=dict)
    option: int | None = None
    plate: str = ""
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a panel is made of: the product, what was asked, and when."""

    product: ProductShown
    sold: Sold
    asked: Asked
    at: datetime
    # How many of which unit a form said that was refused.
    given: Mapping[int, int] | None = None
    mine: Mine | None = None

    @property
    def hold(self) -> int | None:
        """Of what is to be changed."""
        return self.mine.hold if self.mine is not None else None

    @staticmethod
    def link(query: str) -> str:
        """An address of the same page, whichever that is."""
        return f"{query}#book"


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar. `url` is empty where nothing can be chosen; `label` says all of it in words."""

    day: date
    state: str
    label: str
    price: str = ""
    note: str = ""
    url: str = ""
    is_chosen: bool = False
    is_between: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month of days, week by week; None for days of other months."""

    title: str
    weekdays: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[Cell | None]]
    previous_url: str = ""
    next_url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no day of it can be chosen."""
        return not any(cell and cell.url for week in self.weeks for cell in week)


@dataclass(frozen=True, slots=True)
class Party:
    """One line of "how many": a unit with what one costs then. Of what is `fixed` there is one."""

    name: str
    label: str
    note: str
    price: str
    per: str
    value: int
    most: int
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several to choose from: a time, a version, a garage."""

    text: str
    url: str = ""
    note: str = ""
    is_chosen: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """What so many come to, before they are put into the basket; or why they cannot be."""

    price: str = ""
    lines: Sequence[str] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that the template of a kind needs. `hidden` goes along with the form as it is."""

    kind: str
    zone_text: str
    policy: Sequence[str]
    action: str
    fragment: str
    month: Month | None = None
    options: Sequence[Pick] = ()
    chosen_day: str = ""
    times: Sequence[Pick] = ()
    chosen: str = ""
    left: int | None = None
    party: Sequence[Party] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    is_ready: bool = False
    total: Total | None = None
    waitlist: str = ""
    sentence: str = ""
    rules: Sequence[str] = ()
    others: Sequence[Pick] = ()
    offers: Sequence["StayOffer"] = ()
    asked: Asked | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    approval: bool = False
    asks: Sequence[str] = ()
    sessions: Sequence[str] = ()
    requests: Sequence["Request"] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A version that takes place when somebody asks for it."""

    option: int
    name: str
    party: Sequence[Party]
    day: str
    time: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class StayOffer:
    """One way to stay: a version of the room with what these nights cost."""

    name: str
    price: str
    each: str
    lines: Sequence[str]
    is_free: bool
    sentence: str
    hidden: Mapping[str, str]
    left: int = 0
    many: int = 1
    # Nights in each room, where rooms have to be changed and that must be agreed to.
    moving: str = ""
    total: Total | None = None


def option_named(product: ProductShown, key: str) -> OptionShown | None:
    """The priced option of a key or, as forms say it, of a number; else the first that is priced.

    None where nothing is.
    """
    priced = [option for option in product.options if option.units]
    named = [one for one in priced if one.key == key] or [one for one in priced if str(one.id) == key]
    return next(iter(named or priced), None)
