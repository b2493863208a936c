"""The settings, one module per concern. All of it is the same in embedded and in server mode."""

from quayside.settings.accounts import *  # noqa: F403
from quayside.settings.base import *  # noqa: F403
from quayside.settings.cache import *  # noqa: F403
from quayside.settings.database import *  # noqa: F403
from quayside.settings.imports import *  # noqa: F403
from quayside.settings.logging import *  # noqa: F403
from quayside.settings.mail import *  # noqa: F403
from quayside.settings.security import *  # noqa: F403
from quayside.settings.storage import *  # noqa: F403
from quayside.settings.wagtail import *  # noqa: F403
