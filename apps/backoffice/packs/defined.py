"""Items that are the owner's definitions: read and written by what reads and writes the definitions' file."""

from typing import ClassVar

from apps.backoffice.services.definitions import Definition
from apps.backoffice.types import Cause
from apps.tenancy.packs import Install, Section, Values


class Defined(Section):
    """A kind of definition. Members that no pack knows stay as they are."""

    definition: ClassVar[Definition]

    def read(self, key: str, install: Install) -> Values | None:
        """The definition as it is now; one in the trash is not there."""
        found = self.definition.read(key)
        return None if found is None or found.get("trashed") else found

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Put the definition, through its own service. Raises Invalid and refusals."""
        now = self.definition.read(key) or {}
        self.definition.put(
            key=key, data={**now, **values, **self.trash(now)}, by=None, at=install.at, cause=Cause.IMPORT
        )
        return None

    @staticmethod
    def trash(now: Values) -> Values:
        """A pack puts back what it makes again."""
        return {"trashed": False} if "trashed" in now else {}
