"""What packs give of the back office: words, fields, record types, views, navigation, dashboards, its colour."""

from apps.backoffice.packs.dashboards import Dashboards
from apps.backoffice.packs.fields import Fields
from apps.backoffice.packs.look import Look
from apps.backoffice.packs.navigation import Navigation
from apps.backoffice.packs.record_types import RecordTypes
from apps.backoffice.packs.views import Views
from apps.backoffice.packs.words import Words

__all__ = ["Dashboards", "Fields", "Look", "Navigation", "RecordTypes", "Views", "Words"]
