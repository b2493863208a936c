"""Removing for good what is longer in the trash than it can be put back: record types with all that is theirs."""

import logging
from datetime import datetime
from typing import Final

from django.db.models import ProtectedError, RestrictedError

from apps.backoffice.fields import defined
from apps.backoffice.models import CustomField, CustomFile, Label, Record, RecordType, SavedView
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.services import custom_values, record_types
from apps.backoffice.types import Cause
from apps.tenancy import context

BATCH: Final = 500

log = logging.getLogger(__name__)


def purge_record_types(*, at: datetime) -> int:
    """Remove record types that are thirty days in the trash, with records, fields, views and words.

    Answers how many. A transaction for each 500 records; can be stopped and run again. A type whose records something
    else holds stays, and is tried again the next time.
    """
    gone = 0
    for type_ in RecordType.objects.filter(trashed_at__lt=at - UNDO_FOR):
        try:
            while _remove_some(type_, at=at):
                pass
            _remove(type_, at=at)
        except (ProtectedError, RestrictedError):
            log.warning("record type %s is not purged: its records are needed elsewhere", type_.key)
        else:
            gone += 1
    return gone


def _remove_some(type_: RecordType, *, at: datetime) -> int:
    """Delete some of the type's records with their files; none where the type was put back meanwhile."""
    with context.atomic():
        if not _still_old(type_, at):
            return 0
        numbers = list(Record.objects.filter(type=type_).order_by("pk").values_list("pk", flat=True)[:BATCH])
        files = CustomFile.objects.filter(on=type_.on, record_id__in=numbers)
        custom_values.remove_files(files.select_related("field"))
        Record.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _remove(type_: RecordType, *, at: datetime) -> None:
    with context.atomic():
        if not _still_old(type_, at):
            return
        for model in (CustomField, SavedView, Label):
            model._default_manager.filter(on=type_.on).delete()
        defined.forget()
        record_types.delete_record_type(type_=type_, by=None, at=at, cause=Cause.EDIT)


def _still_old(type_: RecordType, at: datetime) -> bool:
    """Whether it is in the trash for so long; its row is locked until the transaction ends."""
    rows = RecordType.objects.select_for_update().filter(pk=type_.pk, trashed_at__lt=at - UNDO_FOR)
    return rows.first() is not None
