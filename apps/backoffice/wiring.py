"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice.screens import tenancy

__all__ = ["tenancy"]
