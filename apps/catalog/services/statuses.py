"""Whether customers see a product."""

from datetime import datetime

from apps.accounts.models import Member
from apps.catalog.models import Product
from apps.catalog.services.products import update_product
from apps.catalog.types import Status


def change_status(*, record: Product, state: str, by: Member | None, at: datetime) -> Product:
    """Move a product to another status. Locks it. Raises NoSuchStatus, StatusNotAllowed, NotFound."""
    return update_product(record=record, values={"status": state}, by=by, at=at)


def publish_product(*, record: Product, by: Member | None, at: datetime) -> Product:
    """Show a draft to customers. Locks it. Raises StatusNotAllowed, NotFound."""
    return change_status(record=record, state=Status.ACTIVE, by=by, at=at)


def archive_product(*, record: Product, by: Member | None, at: datetime) -> Product:
    """Stop selling a product and keep all of it. Locks it. Raises StatusNotAllowed, NotFound."""
    return change_status(record=record, state=Status.ARCHIVED, by=by, at=at)


def restore_product(*, record: Product, by: Member | None, at: datetime) -> Product:
    """Bring an archived product back as a draft. Locks it. Raises StatusNotAllowed, NotFound."""
    return change_status(record=record, state=Status.DRAFT, by=by, at=at)
