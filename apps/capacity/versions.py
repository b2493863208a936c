"""Availability versions: a number for each product that is another one after anything of it was taken or came free.

They stand in Valkey. A page that was made before a change is never served under the number of after; without Valkey
all numbers are 0, and pages live by their age alone.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Final

from apps.tenancy import commits, context, valkey

_KEPT_SECONDS: Final = 24 * 3600
_BITS: Final = 52  # what a number of JSON holds exactly


def of(products: Iterable[int]) -> Mapping[int, int]:
    """The versions of products: one command, whatever their number."""
    numbers = list(dict.fromkeys(products))
    tenant = context.current_tenant_id()
    if not numbers or tenant is None or not valkey.BREAKER.allows():
        return dict.fromkeys(numbers, 0)
    try:
        found = valkey.client().mget([_key(tenant, number) for number in numbers])
    except valkey.FAILURES:
        valkey.BREAKER.failed()
        return dict.fromkeys(numbers, 0)
    valkey.BREAKER.succeeded()
    return {number: int(value or 0) for number, value in zip(numbers, found, strict=True)}


def changed(*products: int) -> None:
    """Give the products other versions once the transaction is committed, once each however often it is said."""
    bound = context.current()
    if bound.tenant is None:
        return
    for product in dict.fromkeys(products):
        commits.once_after(_renew, bound.tenant, product)


def _renew(tenant: int, product: int) -> None:
    if not valkey.BREAKER.allows():
        return
    try:
        # Any other number will do, so two at once need not agree on the next, and nobody waits to hear of it.
        number = str(secrets.randbits(_BITS) or 1).encode()
        valkey.teller().tell(b"SET", _key(tenant, product).encode(), number, b"EX", b"%d" % _KEPT_SECONDS)
    except valkey.FAILURES:
        valkey.BREAKER.failed()
    else:
        valkey.BREAKER.succeeded()


def key(product: int) -> str:
    """Where the product's version stands in Valkey, for pages that are kept as long as it stays the same."""
    tenant = context.current_tenant_id()
    return "" if tenant is None else _key(tenant, product)


def _key(tenant: int, product: int) -> str:
    return f"t{tenant}:capacity:version:{product}"
