"""The product's settings as they are, plus the benchmark's tables and pages."""

from quayside.settings import *  # noqa: F403
from quayside.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.bench.product"]
ROOT_URLCONF = "tests.bench.product.urls"
