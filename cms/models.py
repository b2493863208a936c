"""The models of the sites, for Django to find."""

from cms import pages

__all__ = ["pages"]
