"""How much a file may hold. What is beyond is refused with a sentence."""

from typing import Final

MEGABYTES: Final = 50
BYTES: Final = MEGABYTES * 1024 * 1024
COLUMNS: Final = 200
ROWS: Final = 250_000
# What a cell of a spreadsheet can hold.
CELL: Final = 32_767
# Rows of one transaction.
BATCH: Final = 1000
# A workbook is packed: what it may unpack to, in all and for the table of texts that is held in memory.
UNPACKED_BYTES: Final = 800 * 1024 * 1024
TEXTS_BYTES: Final = 80 * 1024 * 1024
PARTS: Final = 5000
PREVIEWED: Final = 20
