"""What bookings puts into registries; imported once when Django is ready."""

from apps.audit.ports import PERSONAL
from apps.bookings.models import Booking, Participant
from apps.bookings.queries import FITTING
from apps.bookings.services.forgetting import PERSONAL as WORDS
from apps.tenancy import inserting
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("bookings.fitting", FITTING.create)
AFTER_MIGRATE.add("bookings.rows", inserting.step(Booking, Participant))
PERSONAL.add("bookings_booking", (*WORDS, "custom", "policy", "latitude", "longitude", "vehicle_id"))
PERSONAL.add("bookings_participant", ("given_name", "family_name", "age", "diet", "custom"))
