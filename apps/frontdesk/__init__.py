"""What customers and staff do alike: hold, book, change, cancel, check in. One service call each.

It joins catalogue, capacity, sales and bookings in one transaction; each of them refuses for itself, and what any of
them refuses leaves all of them as they were.
"""
