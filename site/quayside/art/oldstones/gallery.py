"""All pictures of the walks by media key."""

from collections.abc import Callable
from typing import Final

from quayside.art.oldstones import outings, people, tables, walks
from quayside.art.picture import Picture

PICTURES: Final[dict[str, Callable[[], Picture]]] = {
    "hero": walks.hero,
    "castle-rock": walks.castle_rock,
    "close": walks.close,
    "rooftops": walks.rooftops,
    "kirkyard": walks.kirkyard,
    "hill": outings.hill,
    "calton": outings.calton,
    "dean-village": outings.dean_village,
    "leith": outings.leith,
    "rain": walks.wet_day,
    "children": outings.children,
    "christmas": outings.christmas,
    "map": walks.map_lines,
    "market": tables.market,
    "whisky": tables.whisky,
    "plate": tables.supper,
    "scones": tables.scones,
    "vaults": tables.vaults,
    "books": tables.books,
    "tasting-table": tables.tasting_table,
    "audio": tables.audio_map,
    **people.PORTRAITS,
}
