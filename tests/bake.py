"""Run as a program by `tests.databases`: puts two businesses and their people into the template database."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quayside.settings")
django.setup()

from django.db import connections, transaction  # noqa: E402

from apps.accounts import services as accounts  # noqa: E402
from apps.kernel import clock  # noqa: E402
from apps.tenancy import context, schema  # noqa: E402
from apps.tenancy import services as tenancy  # noqa: E402
from tests.people import BOTH, BUSINESSES, PASSWORD, ROLES, hash_quickly  # noqa: E402


def bake() -> None:
    """Two businesses that know nothing of each other, each with a person in every built-in role."""
    at = clock.now()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        schema.run(cursor)
    hash_quickly()
    for business in BUSINESSES:
        tenant = tenancy.provision(at=at, plan="enterprise", **business)
        with context.use_platform(tenant):
            for role in ROLES:
                email = f"{role}@{business['slug']}.example"
                name = f"{business['slug'].title()} {role.replace('_', ' ').title()}"
                accounts.add_member(email=email, role=role, name=name, password=PASSWORD, at=at)
            accounts.add_member(email=BOTH, role="staff", name="Ada of Both", password=PASSWORD, at=at)


if __name__ == "__main__":
    bake()
