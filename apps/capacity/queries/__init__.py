"""Reads of capacity: constant numbers of queries, timestamps compared as timestamps."""

from apps.capacity.queries.available import available
from apps.capacity.queries.departing import runs
from apps.capacity.queries.elsewhen import other_arrivals, other_days, other_starts
from apps.capacity.queries.expired import tenants_with_expired
from apps.capacity.queries.legs import legs_of
from apps.capacity.queries.listed import running
from apps.capacity.queries.months import month
from apps.capacity.queries.nightly import nights
from apps.capacity.queries.offered import stays
from apps.capacity.queries.pooled import pools
from apps.capacity.queries.shortages import shortages
from apps.capacity.queries.timed import slots
from apps.capacity.queries.versioned import version, versions

__all__ = [
    "available",
    "legs_of",
    "month",
    "nights",
    "other_arrivals",
    "other_days",
    "other_starts",
    "pools",
    "running",
    "runs",
    "shortages",
    "slots",
    "stays",
    "tenants_with_expired",
    "version",
    "versions",
]
