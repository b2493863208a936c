"""What stands on paper. Every text is ready to be read: amounts, dates and times in the reader's way and zone."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


# Where people print on Letter.
LETTER_COUNTRIES: Final = frozenset(
    {"US", "CA", "MX", "GT", "BZ", "SV", "HN", "NI", "CR", "PA", "CO", "VE", "CL", "PH", "PR", "DO"}
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is. `logo` is a PNG or JPEG; `accent` #rrggbb; `address` one line each."""

    name: str
    accent: str = "#1f4e5f"
    logo: bytes | None = None
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    tax_number: str = ""
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Line:
    """Something on the bill; `detail` says more below it, as which discount was given."""

    description: str
    amount: str
    quantity: str = ""
    unit_price: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A figure below the lines; a `strong` one is what the reader looks for."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Who comes along: as what ("Adult"), and what is to be known of them."""

    name: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says, as "Room" and "Lake room"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ConfirmationSheet:
    """A customer's confirmation of a booking. `when_zone` says in whose time; `qr` is what the code holds."""

    letterhead: Letterhead
    reference: str
    product: str
    when: str
    option: str = ""
    when_zone: str = ""
    where: str = ""
    where_detail: str = ""
    customer: str = ""
    facts: tuple[Fact, ...] = ()
    participants: tuple[Participant, ...] = ()
    lines: tuple[Line, ...] = ()
    totals: tuple[Total, ...] = ()
    instructions: str = ""
    policy: str = ""
    manage_url: str = ""
    qr: str = ""
    issued: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came or went."""

    when: str
    how: str
    amount: str


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """An order for staff: everything on it, what was paid, and what they should know."""

    letterhead: Letterhead
    reference: str
    state: str = ""
    customer: str = ""
    contact: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    totals: tuple[Total, ...] = ()
    payments: tuple[Payment, ...] = ()
    participants: tuple[Participant, ...] = ()
    notes: str = ""
    policy: str = ""
    qr: str = ""
    issued: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class QuoteSheet:
    """What is offered to a customer at its price until a day. `included` are names with what comes with each of them.

    `held` says whether places are held; `link` is where it is accepted, `answer` what stands on it once that is over.
    """

    letterhead: Letterhead
    reference: str
    customer: str = ""
    contact: tuple[str, ...] = ()
    valid_until: str = ""
    held: str = ""
    answer: str = ""
    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    totals: tuple[Total, ...] = ()
    included: tuple[Fact, ...] = ()
    requests: str = ""
    policy: str = ""
    link: str = ""
    issued: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the paper itself says, in one language."""

    confirmation: str
    order: str
    quote: str
    valid_until: str
    included: str
    requests: str
    accept: str
    reference: str
    when: str
    where: str
    booked_by: str
    customer: str
    participants: str
    description: str
    quantity: str
    price: str
    amount: str
    payments: str
    instructions: str
    policy: str
    notes: str
    manage: str
    check_in: str
    issued: str
    page: str = field(metadata={"holds": "page, pages"})
