"""The composition root as a Django app: commands and templates of the installation."""

from django.apps import AppConfig


class QuaysideConfig(AppConfig):
    name = "quayside"
    label = "quayside"
