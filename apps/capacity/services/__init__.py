"""Writes of capacity: claims on places and time, departures, resources.

Locks are taken in one order: the hold; departures and pools by their numbers; resources by theirs; reservations.
"""

from apps.capacity.services.asked import reopen_asked
from apps.capacity.services.assigning import (
    assign,
    block,
    drag_reservation,
    move_reservation,
    unassign,
    unblock,
    update_reservation,
)
from apps.capacity.services.capacities import change_capacity, lower_again, override_capacity
from apps.capacity.services.changing import change_hold
from apps.capacity.services.claiming import hold_pool, hold_seats, lock_counted
from apps.capacity.services.confirming import confirm_hold, extend_hold
from apps.capacity.services.departures import (
    create_departure,
    create_departures,
    delete_departure,
    request_departure,
    update_departure,
)
from apps.capacity.services.generating import generate
from apps.capacity.services.giving_back import expire_holds, lapse_hold, release_hold
from apps.capacity.services.purging import purge_asked
from apps.capacity.services.records import (
    create_pattern,
    create_pool,
    create_requirement,
    create_resource,
    delete_pattern,
    delete_pool,
    delete_requirement,
    delete_resource,
    update_class,
    update_pattern,
    update_pool,
    update_requirement,
    update_resource,
)
from apps.capacity.services.rescheduling import move_departure, reschedule
from apps.capacity.services.statuses import (
    change_status,
    close_departures,
    complete_past,
    open_departures,
    release_held,
)
from apps.capacity.services.staying import hold_stay
from apps.capacity.services.timing import hold_time

__all__ = [
    "assign",
    "block",
    "change_capacity",
    "change_hold",
    "change_status",
    "close_departures",
    "complete_past",
    "confirm_hold",
    "create_departure",
    "create_departures",
    "create_pattern",
    "create_pool",
    "create_requirement",
    "create_resource",
    "delete_departure",
    "delete_pattern",
    "delete_pool",
    "delete_requirement",
    "delete_resource",
    "drag_reservation",
    "expire_holds",
    "extend_hold",
    "generate",
    "hold_pool",
    "hold_seats",
    "hold_stay",
    "hold_time",
    "lapse_hold",
    "lock_counted",
    "lower_again",
    "move_departure",
    "move_reservation",
    "open_departures",
    "override_capacity",
    "purge_asked",
    "release_held",
    "release_hold",
    "reopen_asked",
    "request_departure",
    "reschedule",
    "unassign",
    "unblock",
    "update_class",
    "update_departure",
    "update_pattern",
    "update_pool",
    "update_requirement",
    "update_reservation",
    "update_resource",
]
