"""What paper and mail of a business look like: its name, its colour, its logo."""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from apps.backoffice.models import BusinessLook
from apps.kernel.registry import Registry
from apps.tenancy import facts

ACCENT: Final = "#1f4e5f"


@dataclass(frozen=True, slots=True)
class Brand:
    """`accent` is #rrggbb; `logo` the bytes of a PNG or JPEG, None without one."""

    name: str
    accent: str = ACCENT
    logo: bytes | None = None


class Knows(Protocol):
    """Answers the brand with what it knows better; `logo` says whether to read the picture."""

    def __call__(self, brand: Brand, *, logo: bool) -> Brand: ...


# Higher apps: the site's theme comes in here.
BRANDS: Final[Registry[Knows]] = Registry("brand")


def current(*, logo: bool = True) -> Brand:
    """The bound business's, from its back office's look and then from its site. `logo=False` reads no picture."""
    brand = Brand(name=facts.current().name)
    look = BusinessLook.objects.first()
    if look is not None:
        brand = replace(brand, accent=look.accent or brand.accent, logo=_read(look) if logo else None)
    for known in BRANDS:
        brand = known(brand, logo=logo)
    return brand


def _read(look: BusinessLook) -> bytes | None:
    if not look.logo:
        return None
    try:
        with look.logo.open("rb") as file:
            data: bytes = file.read()
    except OSError:
        return None  # a paper without a logo is better than none
    return data
