"""The people a business serves: how to reach them, what they agreed to, the vehicles and gear they own.

Refuses two customers with one e-mail address, and knows nothing of what they book or pay.
"""
