"""The site's work in the background."""

from apps.tenancy.tasks import DAILY, tenant_task
from cms.packs import finishing


@tenant_task()
def finish_pictures() -> None:
    """Draw in full what packs brought as drafts. May run again and again."""
    finishing.finish_pictures()


DAILY.add("cms.finish_pictures", finish_pictures)
