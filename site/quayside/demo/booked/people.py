"""Who books: the sample's customers with whom they bring, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from apps.catalog.models import Option, Unit
from apps.catalog.types import Ask, Per
from apps.customers.models import Customer
from apps.frontdesk.types import Contact

_COMPANIONS: Final = (
    *("Alex", "Noor", "Maya", "Tom", "Ines", "Jonas", "Priya", "Leo", "Hanna", "Omar"),
    *("Grace", "Luca", "Mei", "Paul", "Sara", "Ben", "Zoe", "Ravi", "Eva", "Karim"),
)
_DIETS: Final = ("Vegetarian", "No nuts, please", "Vegan", "Gluten-free")
_REQUESTS: Final = (
    *("It is a birthday, please say nothing before.", "We may be ten minutes late.", "First time for us."),
    *("Could we sit together?", "My knee is not what it was.", "Please call when you are near."),
)
_ADULT: Final = (24, 63)
_MOST: Final = 4


@dataclass(slots=True)
class Guests:
    """The customers, in an order of their own for each business."""

    random: Random
    customers: list[Customer]
    _next: int = 0

    @classmethod
    def of(cls, random: Random) -> "Guests":
        """Those who can be written to."""
        found = list(Customer.objects.exclude(email=None).prefetch_related("vehicles").order_by("pk"))
        random.shuffle(found)
        return cls(random, found)

    def next(self) -> Customer:
        """The next one; after the last the first comes again."""
        self._next += 1
        return self.customers[(self._next - 1) % len(self.customers)]

    def party(self, option: Option, *, room: int = _MOST) -> dict[Unit, int]:
        """How many of which unit, for at most so many places."""
        units = [one for one in option.units.all() if one.active and one.seats <= room]
        if not units:
            return {}
        first = self.random.choice(units[:2]) if units[0].per == Per.NIGHT else units[0]
        if first.per != Per.PERSON:
            return {first: 1}
        most = min(_MOST, first.most or _MOST, room // max(first.seats, 1))
        found = {first: min(self.random.choice((1, 2, 2, 2, 3, 4)), most)}
        others = [one for one in units if one.age_max is not None and one != first]
        if others and self.random.random() < 0.3 and sum(found.values()) < most:  # noqa: PLR2004  one of three
            found[others[0]] = 1
        return found

    def answers(self, option: Option, party: dict[Unit, int], customer: Customer) -> dict[str, Any]:
        """What the product asks for."""
        asks = option.product.asks
        found: dict[str, Any] = (
            {"participants": list(self._participants(party, customer))} if _named(party) else {}
        )
        if Ask.ADDRESS in asks:
            found["address"] = ", ".join(filter(None, (customer.street, customer.city))) or "12 Cedar Lane"
        vehicle = next(iter(customer.vehicles.all()), None)
        if Ask.PLATE in asks:
            found["plate"] = vehicle.plate if vehicle is not None and vehicle.plate else self._plate()
        if Ask.VEHICLE in asks and vehicle is not None:
            found["vehicle"] = vehicle.pk
        if Ask.REQUESTS in asks and self.random.randrange(4) == 0:
            found["requests"] = self.random.choice(_REQUESTS)
        if Ask.DIET in asks and self.random.randrange(3) == 0:
            found["diet"] = self.random.choice(_DIETS)
        return found

    def _participants(self, party: dict[Unit, int], customer: Customer) -> Iterator[dict[str, Any]]:
        family = customer.family_name or customer.name.rpartition(" ")[2]
        given = customer.given_name or customer.name.partition(" ")[0]
        names = [given, *self.random.sample(_COMPANIONS, k=min(sum(party.values()), len(_COMPANIONS)))]
        for unit, count in party.items():
            for _one in range(count if unit.per == Per.PERSON else 1):
                least = max(unit.age_min or 0, 0 if unit.age_max is not None else _ADULT[0])
                age = self.random.randint(least, max(unit.age_max or _ADULT[1], least))
                yield {
                    "given_name": names.pop(0),
                    "family_name": family,
                    "age": age,
                    **({"unit": unit.pk} if unit.per == Per.PERSON else {}),
                }

    def _plate(self) -> str:
        letters = "".join(self.random.choices("ABCDEFGHJKLMNPRSTUVWXY", k=3))
        return f"YK{self.random.randint(18, 26)} {letters}"


def contact(customer: Customer) -> Contact:
    """As they would give themselves."""
    return Contact(
        name=customer.name,
        email=customer.email or "",
        phone=customer.phone or "",
        language=customer.language,
    )


def _named(party: dict[Unit, int]) -> bool:
    return any(unit.per in (Per.PERSON, Per.NIGHT) for unit in party)
