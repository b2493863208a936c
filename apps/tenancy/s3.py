"""Files in an S3 bucket; needs the extra `s3`."""

from storages.backends.s3 import S3Storage

from apps.tenancy.storage import WithinTenant


class TenantS3Storage(WithinTenant, S3Storage):  # type: ignore[misc]
    """Every object private; addresses are signed and expire."""
