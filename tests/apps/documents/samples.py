"""Papers with everything on them."""

import io
from dataclasses import replace

from PIL import Image

from apps.documents.types import (
    ConfirmationSheet,
    Fact,
    Letterhead,
    Line,
    OrderSheet,
    Paper,
    Participant,
    Payment,
    QuoteSheet,
    Total,
)


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGBA", (480, 120), (11, 122, 117, 200)).save(data, "PNG")
    return data.getvalue()


HEAD = Letterhead(
    name="Coral & Current",
    accent="#0b7a75",
    logo=picture(),
    address=("12 Harbour Street", "Placencia", "Belize"),
    phone="+501 226 0000",
    email="hello@coral.example",
    website="coral.example",
    tax_number="TIN 123456",
)
CONFIRMATION = ConfirmationSheet(
    letterhead=HEAD,
    reference="BK-2026-7F3K9Q",
    product="Reef trip to Laughing Bird Caye",
    option="Morning, two dives",
    when="Sat 14 March 2026, 08:30 – 12:30",
    when_zone="Belize time",
    where="Main dock, Harbour Street 12",
    where_detail="Walk through the shop to the pier. Be there 20 minutes before.",
    customer="María Núñez",
    facts=(Fact("People", "2 adults, 1 child"), Fact("Duration", "4 h"), Fact("Boat", "Mako")),
    participants=(
        Participant("María Núñez", "Adult", "Advanced open water"),
        Participant("Γιώργος Παπαδόπουλος", "Adult", "Vegetarian"),
        Participant("Дмитрий", "Child (8)"),
    ),
    lines=(
        Line("Reef trip, adult", "$178.00", "2", "$89.00", "High season"),
        Line("Reef trip, child", "$49.00", "1", "$49.00"),
        Line("Rental: BCD and regulator", "$40.00", "2", "$20.00"),
    ),
    totals=(
        Total("Subtotal", "$267.00"),
        Total("GST 12.5 % (included)", "$29.67"),
        Total("Total", "$267.00", strong=True),
        Total("Still to pay at the desk", "$200.00"),
    ),
    instructions="Bring a towel and your certification card. Do not fly for 18 hours after your last dive.",
    policy="Free until 24 hours before the trip. Later, half of the price is kept; on the day, all of it.",
    manage_url="https://coral.example/b/7F3K9Q-4jH2mZ8s",
    qr="https://coral.example/c/7F3K9Q-4jH2mZ8s",
    issued="27 Nov 2026",
)
ORDER = OrderSheet(
    letterhead=replace(HEAD, paper=Paper.LETTER),
    reference="OR-2026-001234",
    state="Placed, partly paid",
    customer="María Núñez",
    contact=("maria@example.com",),
    facts=(Fact("Placed", "27 Nov 2026, 09:12"),),
    lines=CONFIRMATION.lines,
    totals=CONFIRMATION.totals,
    payments=(Payment("27 Nov 2026", "Card ending 4242", "$67.00"),),
    participants=CONFIRMATION.participants,
    notes="Peanut allergy.",
    issued="27 Nov 2026",
)
QUOTE = QuoteSheet(
    letterhead=HEAD,
    reference="OR-2026-7F3K9Q",
    customer="María Núñez",
    contact=("maria@example.com",),
    valid_until="Fri 4 December 2026",
    held="Your places are held for you as long as this quote is valid.",
    facts=(Fact("Reef trip, Morning", "Sat 14 March 2026, 08:30 · 2 × Adult"),),
    lines=CONFIRMATION.lines,
    totals=CONFIRMATION.totals,
    included=(Fact("Reef trip", "Tanks and weights\nLunch on board"),),
    requests="A window seat.",
    policy=CONFIRMATION.policy,
    link="https://coral.example/quote/7F3K9Q-4jH2mZ8s/",
    issued="27 Nov 2026",
)
