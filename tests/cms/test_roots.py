"""One page root and one collection root per business."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from django.db import connections
from wagtail.models import Collection, Page

from apps.tenancy import context, services
from apps.tenancy.models import Tenant
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_business_has_one_page_root_and_one_collection_root(
    coral: Tenant, northgate: Tenant
) -> None:
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            assert [page.title for page in Page.objects.all()] == [tenant.name]
            assert [collection.name for collection in Collection.objects.all()] == [tenant.name]
            assert Page.get_first_root_node() == Page.objects.get()
            assert Page.find_problems() == ([], [], [], [], [])
            assert Collection.find_problems() == ([], [], [], [], [])
