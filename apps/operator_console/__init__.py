"""What the installation's operator and a new owner do: packs, later sign-up and the subscription to Quayside.

Refuses to overwrite what a business changed: a pack offers, the owner decides.
"""
