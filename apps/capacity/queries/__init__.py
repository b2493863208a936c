"""Reads of capacity: constant numbers of queries, timestamps compared as timestamps."""

from apps.capacity.queries.expired import tenants_with_expired

__all__ = ["tenants_with_expired"]
