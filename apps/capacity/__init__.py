"""What can be sold: seats of departures, time of resources, places of pools. Never more than there is.

Capacity is taken by `services` alone, as holds that expire or are confirmed. Nobody else writes a counter or a
reservation.
"""
