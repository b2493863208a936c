"""What goes with a message, read or drawn when it is needed."""

import mimetypes

from django.core.files.storage import default_storage

from apps.messaging.models import Message
from apps.messaging.ports import MAKERS
from apps.messaging.types import Attachment, Enclosed


def enclose(message: Message, attachment: Attachment) -> Enclosed:
    """The content of an attachment. Raises what the storage or its maker raises."""
    if attachment.made_by:
        maker = MAKERS.get(attachment.made_by)
        about = attachment.about or message.about
        return maker(about=about, name=attachment.name, language=message.language)
    with default_storage.open(attachment.file, "rb") as file:
        content: bytes = file.read()
    kind = mimetypes.guess_type(attachment.name)[0] or "application/octet-stream"
    return Enclosed(attachment.name, content, kind)
