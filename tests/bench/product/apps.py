"""The benchmark's tables in Django."""

from django.apps import AppConfig


class ProductConfig(AppConfig):
    name = "tests.bench.product"
    label = "product"
