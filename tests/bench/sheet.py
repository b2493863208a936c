"""The spreadsheet that both sides import, and what it is imported into. Switch to customers here."""

import csv
from pathlib import Path
from typing import Final

SCREEN: Final = ("tenancy", "location")
ROWS: Final = 100_000
# import-export keeps every row and its differences in memory and takes minutes for as many; its rate does not depend on it.
THEIR_ROWS: Final = 5_000
# Empty numbers: import-export's default looks for them.
HEADINGS: Final = ("id", "name", "time_zone", "street", "postal_code", "city", "country", "phone", "email")
MARK: Final = "Bench "


def write(path: Path, rows: int) -> None:
    """A CSV file of new records, a bad one in five hundred left out: both sides have the same to do."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(rows):
            writer.writerow(
                [
                    *("", f"{MARK}{n}", "America/Belize", f"{n} Barrier Reef Drive", f"{n % 90000:05}"),
                    *("San Pedro", "BZ", f"+501{600_0000 + n:07}", f"guest{n}@people.example"),
                ]
            )
