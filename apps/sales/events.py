"""What has happened to orders."""

from dataclasses import dataclass

from apps.events.types import Event, fact


@dataclass(frozen=True, slots=True)
class _OfOrder(Event):
    order: int

    @property
    def subject(self) -> str:
        """Facts of one order are handled in order."""
        return f"order:{self.order}"


@fact("sales.order_placed")
@dataclass(frozen=True, slots=True)
class OrderPlaced(_OfOrder):
    """A cart or quote was agreed on."""

    reference: str
    customer: int
    total: int
    currency: str
    source: str


@fact("sales.order_changed")
@dataclass(frozen=True, slots=True)
class OrderChanged(_OfOrder):
    """What a placed order comes to is another. `what` is the service: change_lines, reverse_item, add_fee, by_hand."""

    what: str
    before: int
    after: int


@fact("sales.order_cancelled")
@dataclass(frozen=True, slots=True)
class OrderCancelled(_OfOrder):
    """A placed order was ended."""


@fact("sales.order_completed")
@dataclass(frozen=True, slots=True)
class OrderCompleted(_OfOrder):
    """All of an order has taken place."""


@fact("sales.quote_made")
@dataclass(frozen=True, slots=True)
class QuoteMade(_OfOrder):
    """Prices were offered until a moment, or offered once more: `sent` is when, and tells one time from another."""

    reference: str
    customer: int
    sent: str = ""


@fact("sales.quote_withdrawn")
@dataclass(frozen=True, slots=True)
class QuoteWithdrawn(_OfOrder):
    """The business no longer offers what a quote said."""


@fact("sales.quote_declined")
@dataclass(frozen=True, slots=True)
class QuoteDeclined(_OfOrder):
    """The customer does not want what a quote offers."""
