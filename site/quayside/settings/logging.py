"""Logs go through structlog; see `quayside.logs`."""

from quayside.logs import configuration
from quayside.settings.base import ENVIRONMENT

LOGGING = configuration(format=ENVIRONMENT.log_format, level=ENVIRONMENT.log_level)
