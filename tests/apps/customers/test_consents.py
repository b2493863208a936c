"""Consents are kept as they were said; the newest of a kind is in force."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import ProgrammingError

from apps.backoffice.errors import Invalid
from apps.customers import queries, services
from apps.customers.models import Consent, Customer
from apps.tenancy import context
from tests.conftest import NOW

Maker = Callable[..., Customer]
WORDS = "You may send me news by e-mail."


def agree(customer: Customer, days: int = 0, text: str = WORDS) -> Consent:
    return services.record_consent(
        customer=customer,
        kind="email_marketing",
        text=text,
        source="website",
        by=None,
        at=NOW + timedelta(days),
    )


def withdraw(customer: Customer, days: int = 0) -> Consent:
    return services.withdraw_consent(
        customer=customer, kind="email_marketing", source="link", by=None, at=NOW + timedelta(days)
    )


def agrees(customer: Customer) -> bool:
    return any(one.given for one in queries.consents_in_force(customer) if one.kind == "email_marketing")


def test_the_newest_word_is_in_force(customer_with: Maker) -> None:
    ann, bob = customer_with(name="Ann"), customer_with(name="Bob")
    assert not agrees(ann)
    agree(ann)
    assert agrees(ann) and not agrees(bob)
    withdraw(ann, days=1)
    assert not agrees(ann)
    agree(ann, days=2, text="New words.")
    assert agrees(ann)
    (standing,) = queries.consents_in_force(ann)
    assert (standing.text, standing.given) == ("New words.", True)
    assert ann.consents.count() == 3


def test_saying_no_twice_changes_nothing(customer_with: Maker) -> None:
    ann = customer_with()
    first = withdraw(ann)
    assert withdraw(ann, days=1) == first
    assert ann.consents.count() == 1


def test_a_yes_needs_its_words_and_a_kind_there_is(customer_with: Maker) -> None:
    ann = customer_with()
    with pytest.raises(Invalid, match="Write down what exactly"):
        agree(ann, text=" ")
    with pytest.raises(Invalid) as caught:
        services.record_consent(customer=ann, kind="soul", text="x", source="paper", by=None, at=NOW)
    assert "kind" in caught.value.by_key


def test_nobody_rewrites_what_was_said(customer_with: Maker) -> None:
    said = agree(customer_with())
    with pytest.raises(ProgrammingError, match="permission denied"), context.atomic():
        Consent.objects.filter(pk=said.pk).update(text="Something else.")
