"""Text is made comparable in the same way in Python and in the database."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.folding import fold
from apps.tenancy import db

# What the Unicode tables of Python and of PostgreSQL both know, and what a text column can hold.
KNOWN = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\0").filter(
    lambda sign: unicodedata.ucd_3_2_0.category(sign) != "Cn"
)


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("Zoë Müller-Straße", "zoe muller-strasse"),
        ("Øre Åland Łódź İzmir", "ore aland lodz izmir"),
        ("مُحَمَّد أحمد", "محمد احمد"),
        ("مدرسة إلى آخر ٠١٢٣", "مدرسه الي اخر 0123"),
        ("كـــتاب ی ک", "كتاب ي ك"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
        ("A\u00a0wide space", "a wide space"),
        ("ﬁn ①", "fin 1"),
    ],
)
def test_case_accents_and_spellings_do_not_matter(said, folded):
    assert fold(said) == folded


@pytest.mark.usefixtures("in_coral")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(KNOWN, max_size=30), min_size=1, max_size=40))
def test_python_and_the_database_fold_alike(texts):
    rows = db.fetch_all(
        "SELECT backoffice_fold(t) AS folded FROM unnest(%(texts)s::text[]) WITH ORDINALITY u (t, n) ORDER BY n",
        texts=texts,
    )
    assert [row["folded"] for row in rows] == [fold(text) for text in texts]
