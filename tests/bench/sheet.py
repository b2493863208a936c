"""The spreadsheet that both sides import, and what it is imported into."""

import csv
from pathlib import Path
from typing import Final

SCREEN: Final = ("customers", "customer")
ROWS: Final = 100_000
# import-export holds every row and its differences and takes minutes for as many; its pace does not depend on it.
THEIR_ROWS: Final = 5_000
# Empty numbers: import-export's default looks for them.
HEADINGS: Final = (
    *("id", "name", "email", "phone", "street", "postal_code", "city", "country", "source_detail", "notes"),
)


def write(path: Path, rows: int) -> None:
    """A CSV file of new customers, all of them right: both sides have the same to do."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(rows):
            writer.writerow(
                [
                    *("", f"Ada Guest {n}", f"guest{n}@people.example", f"+1202{2_000_000 + n}"),
                    *(
                        f"{n} Barrier Reef Drive",
                        f"{n % 90000:05}",
                        "San Pedro",
                        "BZ",
                        "Fair",
                        "Left-handed.",
                    ),
                ]
            )
