"""Keys of a business: a data key and an index key, each wrapped by the installation's master key.

AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces; the blind index is HMAC-SHA-256 cut to 128 bits. The place a
value stands in (tenant, table, column) is authenticated with it, so a ciphertext cannot be moved elsewhere.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from apps.tenancy.models import TenantKey

NONCE_BYTES: Final = 12
INDEX_BYTES: Final = 16


class Unreadable(Exception):
    """A protected value or key cannot be opened: wrong master key, or the data was moved or damaged."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Opened keys of one business."""

    ciphers: dict[int, AESGCM]
    index: bytes

    @property
    def newest(self) -> int:
        """Version that encrypts."""
        return max(self.ciphers)


_keyrings: dict[int, Keyring] = {}


def encrypt(plain: bytes, *, key: AESGCM, place: bytes) -> bytes:
    """Nonce and ciphertext, bound to the place."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, place)


def decrypt(data: bytes, *, key: AESGCM, place: bytes) -> bytes:
    """The plain bytes; raises Unreadable."""
    try:
        return key.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place)
    except InvalidTag as error:
        raise Unreadable(place.decode()) from error


def wrap(key: bytes, *, place: bytes) -> bytes:
    """A key under the newest master key."""
    return encrypt(key, key=AESGCM(settings.MASTER_KEYS[0]), place=place)


def unwrap(data: bytes, *, place: bytes) -> bytes:
    """A key opened with whichever master key closed it; raises Unreadable."""
    for master in settings.MASTER_KEYS:
        try:
            return decrypt(data, key=AESGCM(master), place=place)
        except Unreadable:
            continue
    raise Unreadable(place.decode())


def installation_key(purpose: str) -> list[AESGCM]:
    """Keys for what belongs to a person and not to a business, newest first, separate for each purpose."""
    return [
        AESGCM(hmac.digest(master, f"quayside:{purpose}".encode(), hashlib.sha256))
        for master in settings.MASTER_KEYS
    ]


def seal(text: str, *, purpose: str) -> str:
    """A person's secret as text for a database column."""
    newest = installation_key(purpose)[0]
    return base64.urlsafe_b64encode(encrypt(text.encode(), key=newest, place=purpose.encode())).decode()


def unseal(text: str, *, purpose: str) -> str:
    """What `seal` closed, under any of the master keys; raises Unreadable."""
    data = base64.urlsafe_b64decode(text)
    for key in installation_key(purpose):
        try:
            return decrypt(data, key=key, place=purpose.encode()).decode()
        except Unreadable:
            continue
    raise Unreadable(purpose)


def create_key(*, at: datetime) -> TenantKey:
    """Give the bound business a new data key; its index key stays, so that searches go on finding old values."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    last = TenantKey.objects.filter(tenant=tenant).order_by("-version").first()
    version = last.version + 1 if last else 1
    index = (
        unwrap(bytes(last.index_wrapped), place=_place(tenant, last.version, "index"))
        if last
        else os.urandom(32)
    )
    key = TenantKey.objects.create(
        tenant_id=tenant,
        version=version,
        wrapped=wrap(os.urandom(32), place=_place(tenant, version, "data")),
        index_wrapped=wrap(index, place=_place(tenant, version, "index")),
    )
    _keyrings.pop(tenant, None)
    return key


def rewrap(key: TenantKey) -> None:
    """Close a data key under the newest master key."""
    tenant = cast("int", key.tenant_id)
    for column, purpose in (("wrapped", "data"), ("index_wrapped", "index")):
        place = _place(tenant, key.version, purpose)
        setattr(key, column, wrap(unwrap(bytes(getattr(key, column)), place=place), place=place))
    key.save(update_fields=["wrapped", "index_wrapped"])


def keyring(tenant: int) -> Keyring:
    """Opened keys of a business whose key rows the bound role may see; raises Unreadable when it may not."""
    bound = context.current()
    if bound.alias != "platform" and bound.tenant != tenant:
        raise Unreadable(f"the key of business {tenant} is not for this one")
    known = _keyrings.get(tenant)
    if known is not None:
        return known
    rows = list(TenantKey.objects.filter(tenant=tenant))
    if not rows:
        raise Unreadable(f"no key of business {tenant} here")
    ciphers = {
        row.version: AESGCM(unwrap(bytes(row.wrapped), place=_place(tenant, row.version, "data")))
        for row in rows
    }
    newest = max(rows, key=lambda row: row.version)
    index = unwrap(bytes(newest.index_wrapped), place=_place(tenant, newest.version, "index"))
    ring = _keyrings[tenant] = Keyring(ciphers, index)
    return ring


def cipher(tenant: int, version: int) -> AESGCM:
    """One opened key; looks again when another process has made the version since."""
    ring = keyring(tenant)
    if version not in ring.ciphers:
        _keyrings.pop(tenant, None)
        ring = keyring(tenant)
    try:
        return ring.ciphers[version]
    except KeyError:
        raise Unreadable(f"key {version} of business {tenant}") from None


def blind(text: str, *, tenant: int, place: bytes) -> str:
    """Fixed-length text that equals for equal values of the same business and column, and tells nothing else."""
    digest = hmac.digest(keyring(tenant).index, place + b"\0" + text.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:INDEX_BYTES]).decode().rstrip("=")


def forget() -> None:
    """Drop opened keys from this process's memory."""
    _keyrings.clear()


def _place(tenant: int, version: int, purpose: str) -> bytes:
    return f"{tenant}:{version}:{purpose}".encode()
