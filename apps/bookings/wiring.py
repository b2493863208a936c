"""What bookings puts into registries; imported once when Django is ready."""

from apps.audit.ports import PERSONAL
from apps.bookings.services.forgetting import PERSONAL as WORDS

PERSONAL.add("bookings_booking", (*WORDS, "custom", "policy", "latitude", "longitude", "vehicle_id"))
PERSONAL.add("bookings_participant", ("given_name", "family_name", "age", "diet", "custom"))
