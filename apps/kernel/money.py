"""An amount of money: integer minor units and an ISO currency."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True)
class Money:
    """1999 minor units of USD are 19.99 dollars. Amounts of different currencies have nothing to do with each other."""

    minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """In major units, with as many decimals as the currency has."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __lt__(self, other: "Money") -> bool:
        return self._comparable(other) < other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self._comparable(other) + other.minor, self.currency)

    def _comparable(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} are two currencies")
        return self.minor
