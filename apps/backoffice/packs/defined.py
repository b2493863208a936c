"""Items that are the owner's definitions: read and written by what reads and writes the definitions' file."""

from collections.abc import Sequence
from typing import ClassVar

from apps.backoffice.services.definitions import Definition
from apps.backoffice.types import Cause
from apps.tenancy.packs import Install, Section, Values


class Defined(Section):
    """A kind of definition. Members that no pack knows stay as they are."""

    definition: ClassVar[Definition]

    def read(self, key: str, install: Install) -> Values | None:
        """The definition as it is now; one in the trash is not there."""
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """Definitions as they are now, in one query where their kind can."""
        found = self.definition.read_all(keys)
        return {key: self.of_pack(found[key]) if key in found else None for key in keys}

    def of_pack(self, found: Values) -> Values | None:
        """What packs know of a definition, None for nothing."""
        return None if found.get("trashed") else found

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
