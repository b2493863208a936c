"""Values for columns that want more than their type says, by model."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Any, Final

from apps.catalog.models import Product
from tests.conftest import NOW
from tests.isolation.markers import Marks

# What columns want that says more than their type.
VALUES: Final[Mapping[str, Callable[[Marks], dict[str, Any]]]] = {
    "tenancy.Domain": lambda marks: {"host": marks.host()},
    "tenancy.Location": lambda marks: {"time_zone": "Europe/Athens", "country": "GR"},
    "tenancy.OpeningHours": lambda marks: {"opens": time(8, 30), "closes": time(17)},
    "tenancy.QuotaUse": lambda marks: {"period": "2026-11"},
    "accounts.User": lambda marks: {"locale": "en", "time_zone": "Europe/Athens", "password": "!"},
    "accounts.Role": lambda marks: {"may": [f"{marks.tag}.view"]},
    "accounts.Member": lambda marks: {"overrides": [f"{marks.tag}.change"]},
    "accounts.Invitation": lambda marks: {"sent_at": NOW, "expires_at": NOW + timedelta(days=3650)},
    "backoffice.Todo": lambda marks: {
        "waiting_for": "",
        "done_at": None,
        "follows": None,
        "about_screen": "tenancy.location",
        "about_id": marks.pk,
        "repeat_day": None,
    },
    "backoffice.BusinessLook": lambda marks: {"accent": "#0b7a75"},
    "cms.PageReview": lambda marks: {"state": "waiting", "decided_at": None},
    "cms.ContactMessage": lambda marks: {"state": "new", "answered_at": None},
    "cms.Theme": lambda marks: {"accent": "#0b7a75", "second": "", "ground": "#fbf7f0"},
    # The JSON of every filled row has a "note".
    "backoffice.CustomField": lambda marks: {
        "on": "tenancy.location",
        "key": "note",
        "choices": [],
        "default": None,
        "target": "",
        "formula": "",
        "result": "",
        "currency": "",
        "shown_when_key": "",
        "shown_when_values": [],
        "deleted_at": None,
    },
    **dict.fromkeys(
        (
            *("backoffice.CustomSecret", "backoffice.CustomFile", "backoffice.FormerValue"),
            "backoffice.BesideChange",
            *("backoffice.LocationLink", "backoffice.MemberLink", "backoffice.RecordLink"),
            "customers.CustomerLink",
        ),
        lambda marks: {"on": "tenancy.location", "record_id": marks.pk},
    ),
    "customers.Customer": lambda marks: {
        "phone": "+5016001234",
        "country": "BZ",
        "language": "en",
        "currency": "USD",
        "lifetime_currency": "USD",
    },
    "customers.Vehicle": lambda marks: {
        "plate": marks.slug(20).replace("-", ""),
        "vin": "1HGCM82633A004352",
        "year": 2019,
    },
    "customers.CustomerMerge": lambda marks: {"snapshot": {}},
    "catalog.Product": lambda marks: {
        "languages": ["en"],
        "status": "active",
        "deposit_currency": "USD",
        "asks": ["names"],
    },
    # A product does not go with itself.
    "catalog.ProductExtra": lambda marks: {
        "extra": Product.objects.create(name=marks.text(60), slug=f"{marks.slug(60)}-2")
    },
    "catalog.Unit": lambda marks: {"currency": "USD"},
    **dict.fromkeys(("catalog.ProductFaq", "catalog.ProductTranslation"), lambda marks: {"language": "es"}),
    "catalog.NameTranslation": lambda marks: {
        "language": "es",
        **dict.fromkeys(("option", "unit", "season", "group_rate", "early_bird", "policy")),
    },
    "catalog.Season": lambda marks: {"percent": 10, "currency": "USD", "weekdays": [0]},
    **dict.fromkeys(
        ("catalog.GroupRate", "catalog.EarlyBird", "catalog.TaxRate"),
        lambda marks: {"percent": 10, "currency": "USD"},
    ),
    "catalog.PromotionalCode": lambda marks: {
        "code": marks.slug(30).upper(),
        "percent": 10,
        "currency": "USD",
    },
    "catalog.CancellationPolicy": lambda marks: {"currency": "USD"},
    "sales.Order": lambda marks: {
        "status": "placed",
        "reference": "OR-2026-23456A",
        "placed_at": NOW,
        "language": "en",
        "currency": "USD",
    },
    "sales.OrderItem": lambda marks: {"quantities": {}, "answers": {}, "deposit_rule": {}, "currency": "USD"},
    **dict.fromkeys(
        ("sales.OrderLine", "sales.LineAdjustment", "sales.LineTax"), lambda marks: {"currency": "USD"}
    ),
    **dict.fromkeys(
        ("capacity.Departure", "capacity.DepartureSession"),
        lambda marks: {"ends_at": NOW + timedelta(hours=2)},
    ),
    "capacity.Pattern": lambda marks: {"weekdays": [0, 5], "times": [time(9)]},
    "capacity.Hold": lambda marks: {"pool": None, "hold_until": NOW + timedelta(days=3650)},
    "capacity.Reservation": lambda marks: {
        "ends_at": NOW + timedelta(hours=2),
        "taken_from": NOW,
        "taken_until": NOW + timedelta(hours=3),
    },
    "bookings.Booking": lambda marks: {
        "reference": "BK-2026-23456A",
        "currency": "USD",
        "ends_at": NOW + timedelta(hours=2),
        "plate": "AB12",
        "status": "confirmed",
    },
    "bookings.WaitlistEntry": lambda marks: {"pool": None, "language": "en", "quantities": {}, "party": 2},
    "usersessions.UserSession": lambda marks: {"data": {"host": marks.host()}},
    "wagtailcore.Page": lambda marks: {"title": marks.text(60), "live": True},
    "wagtailcore.Locale": lambda marks: {"language_code": "fr"},
    "wagtailcore.Site": lambda marks: {"hostname": marks.host(), "port": 8000},
    "wagtailredirects.Redirect": lambda marks: {"old_path": f"/{marks.slug(60)}", "is_permanent": True},
    "wagtailcore.ModelLogEntry": lambda marks: {"action": "wagtail.edit", "object_id": str(marks.pk)},
    "wagtailcore.PageLogEntry": lambda marks: {"action": "wagtail.edit"},
    "wagtailcore.Comment": lambda marks: {"contentpath": "title"},
    "wagtailimages.Image": lambda marks: {"file_hash": f"{marks.tag}hash"},
    "wagtaildocs.Document": lambda marks: {"file_hash": f"{marks.tag}hash"},
    "wagtailimages.Rendition": lambda marks: {"filter_spec": "max-165x165", "focal_point_key": ""},
    "backoffice.Import": lambda marks: {
        "screen": "tenancy.location",
        "format": "csv",
        "encoding": "utf-8",
        "delimiter": ",",
        "state": "checked",
        "headings": [marks.text(60), "City"],
        "mapping": {"0": "name", "1": "city"},
        "options": {},
        "preview": [],
    },
    "backoffice.ImportRow": lambda marks: {
        "cells": f'["{marks.text(60)}"]',
        "problems": [[0, "name", marks.text(60)]],
    },
    "backoffice.ImportBatch": lambda marks: {
        "created": [],
        "changed": [],
        "digests": [],
        "before": "",
        "left": [],
    },
    "backoffice.Export": lambda marks: {
        "screen": "tenancy.location",
        "columns": ["name"],
        "chosen": [],
        "query": "",
        "state": "done",
        "expires_at": NOW + timedelta(days=3650),
    },
    "backoffice.RecordType": lambda marks: {
        "key": marks.tag,
        "states": [{"key": "open", "label": marks.text(60), "colour": "blue", "to": None}],
        "initial": "open",
        "visible_to": [],
        "title_pattern": "",
        "trashed_at": None,
    },
    "backoffice.Record": lambda marks: {"state": "open", "created_at": NOW, "updated_at": NOW},
    "backoffice.SavedView": lambda marks: {
        "on": f"records.{marks.tag}",
        "filters": [],
        "columns": [],
        "sort": "",
    },
    "backoffice.Label": lambda marks: {"on": f"records.{marks.tag}", "attribute": ""},
    "backoffice.PanelPlacement": lambda marks: {"panel": marks.tag},
    "backoffice.DefinitionVersion": lambda marks: {"kind": "label", "key": f"records.{marks.tag}"},
    "wagtailusers.UserProfile": lambda marks: {
        "preferred_language": "en",
        "current_time_zone": "Europe/Athens",
    },
}
