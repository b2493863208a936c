"""The vehicle somebody comes with: read as people write it, found among the customer's own, or added to them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.services import custom_values
from apps.customers import names
from apps.customers.models import Customer, Vehicle
from apps.customers.models.belongings import FIRST_CAR, LAST_YEAR
from apps.customers.models.fields import compact

LONGEST_PLATE: Final = 20
TEXTS: Final[Mapping[str, int]] = {"make": 60, "model": 60, "colour": 40}
_TOLD: Final = ("plate", "make", "model", "colour", "year")


def plate(text: str) -> str:
    """A licence plate in its stored form, "" for nothing: letters and digits in capitals. Raises ValueError."""
    found = compact(text)
    if text.strip() and not found:
        raise ValueError(_("A plate has letters and digits."))
    if len(found) > LONGEST_PLATE:
        raise ValueError(
            _("At most %(most)d characters, these are %(count)d.")
            % {"most": LONGEST_PLATE, "count": len(found)}
        )
    return found


def year(value: Any) -> int | None:
    """A model year, None for nothing. Raises ValueError."""
    if value in (None, ""):
        return None
    try:
        found = int(str(value))
    except ValueError:
        found = 0
    if not FIRST_CAR <= found <= LAST_YEAR:
        raise ValueError(_("Give the year with four digits, such as 2021."))
    return found


def own_vehicle(*, customer: int, vehicle: int) -> Vehicle | None:
    """The vehicle of this number when it is the customer's. One query."""
    return Vehicle.objects.filter(pk=vehicle, customer=customer).first()


def keep_vehicle(*, customer: Customer, given: Mapping[str, Any]) -> Vehicle | None:
    """The customer's vehicle with the plate given, else of the make and model, else a new one; None where nothing is
    said of one.

    `given` has plate, make, model, colour and year in their stored forms. What was not known of a vehicle is added to
    it, nothing is overwritten. Two queries; the caller holds the customer, so two at once make one vehicle.
    """
    said = {key: given[key] for key in _TOLD if given.get(key)}
    if not any(said.get(key) for key in ("plate", "make", "model")):
        return None
    found = _matching(Vehicle.objects.filter(customer=customer).order_by("pk"), said)
    if found is None:
        return _added(Vehicle(customer=customer, **said))
    news = {key: value for key, value in said.items() if not getattr(found, key)}
    if news:
        for key, value in news.items():
            setattr(found, key, value)
        _compute(found)
        found.save(update_fields=[*news, "custom"])
    return found


def _matching(vehicles: Iterable[Vehicle], said: Mapping[str, Any]) -> Vehicle | None:
    standing = list(vehicles)
    if said.get("plate"):
        same = next((one for one in standing if one.plate == said["plate"]), None)
        if same is not None:
            return same
    if not (said.get("make") or said.get("model")):
        return None
    return next((one for one in standing if _can_be(one, said)), None)


def _can_be(vehicle: Vehicle, said: Mapping[str, Any]) -> bool:
    """Of the same make and model, and nothing that is known of both says otherwise."""
    if any(_plain(getattr(vehicle, key)) != _plain(said.get(key)) for key in ("make", "model")):
        return False
    told = ("plate", "colour", "year")
    known = [key for key in told if said.get(key) and getattr(vehicle, key)]
    return all(_plain(getattr(vehicle, key)) == _plain(said[key]) for key in known)


def _plain(value: Any) -> str:
    return names.sortable(str(value or ""))


def _added(vehicle: Vehicle) -> Vehicle:
    _compute(vehicle)
    vehicle.save(force_insert=True)
    return vehicle


def _compute(vehicle: Vehicle) -> None:
    """Defaults and formulas of the owner's; what those require nobody was asked."""
    prepared = custom_values.prepare(vehicle, {}, standing=vehicle.custom or {}, new=vehicle.pk is None)
    custom_values.compute(vehicle, prepared)
