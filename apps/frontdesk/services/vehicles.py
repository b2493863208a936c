"""The vehicle a booking is for: one of the customer's, known or made known by booking."""

from dataclasses import replace

from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid
from apps.bookings.services import Details
from apps.customers import services as customers
from apps.customers.models import Customer
from apps.sales.models import OrderItem


def settled(item: OrderItem, customer: Customer) -> Details:
    """The item's answers with the number of the vehicle, and its plate. Raises Invalid for somebody else's vehicle.

    In the transaction that has the customer locked. No query where nothing is said of a vehicle, else two at most.
    """
    details = Details.read(item.answers)
    if details.vehicle:
        vehicle = customers.own_vehicle(customer=customer.pk, vehicle=details.vehicle)
        if vehicle is None:
            raise Invalid(by_key={"vehicle": [_("There is no such vehicle here.")]})
    else:
        given = {**details.car, "plate": details.texts.get("plate", "")}
        vehicle = customers.keep_vehicle(customer=customer, given=given)
    if vehicle is None:
        return details
    plate = details.texts.get("plate") or vehicle.plate
    return replace(
        details, vehicle=vehicle.pk, texts={**details.texts, "plate": plate} if plate else details.texts
    )
