"""Booking on the public site: choose, basket, details, review, done, and what customers do with a booking afterwards.

Pages here ask `catalog` and `capacity` what there is and call `frontdesk` for everything that changes something. They
know no price and no capacity of their own.
"""
