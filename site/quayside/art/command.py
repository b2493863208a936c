"""`python3 manage.py art`: draws the packs' pictures into fixtures/<pack>/media."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from quayside.art.aravalli import gallery as aravalli
from quayside.art.coral import gallery as coral
from quayside.art.mirror import gallery as mirror
from quayside.art.northgate import gallery as northgate
from quayside.art.oldstones import gallery as oldstones
from quayside.art.picture import Picture

FIXTURES: Final = Path(__file__).resolve().parents[3] / "fixtures"
GALLERIES: Final[Mapping[str, Mapping[str, Callable[[], Picture]]]] = {
    "dive_shop": coral.PICTURES,
    "hotel_group": aravalli.PICTURES,
    "mobile_detailing": mirror.PICTURES,
    "parking": northgate.PICTURES,
    "tour_operator": oldstones.PICTURES,
}


def drawn(pack: str) -> dict[str, str]:
    """The pack's pictures as SVG by media key; the same text each time."""
    return {key: draw().svg() for key, draw in GALLERIES[pack].items()}


def main(argv: Sequence[str]) -> int:
    """Write the pictures of all packs, or of those named."""
    parser = argparse.ArgumentParser(
        prog="manage.py art", description="Draws the sample businesses' pictures."
    )
    parser.add_argument("pack", nargs="*", help="folders of fixtures/; without any, all")
    chosen = parser.parse_args(argv).pack or list(GALLERIES)
    for pack in chosen:
        if pack not in GALLERIES:
            parser.error(f"{pack} is none of {', '.join(GALLERIES)}")
        folder = FIXTURES / pack / "media"
        folder.mkdir(parents=True, exist_ok=True)
        for key, text in drawn(pack).items():
            (folder / f"{key}.svg").write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{pack}: {len(GALLERIES[pack])} pictures\n")
    return 0
