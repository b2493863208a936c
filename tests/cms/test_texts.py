"""The public site speaks every language that sites may have."""

import gettext as programs

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from cms import texts


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_public_text_is_translated(language: str) -> None:
    assert texts.missing(settings.BASE_DIR, language) == [], "run manage.py public_texts and translate"


@pytest.mark.parametrize("language", ["es", "fr"])
def test_what_django_reads_is_what_is_translated(language: str) -> None:
    with (texts.folder(language) / "django.mo").open("rb") as file:
        compiled = programs.GNUTranslations(file)
    for message in texts.kept(language):
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string, "run manage.py public_texts"


def test_a_language_is_spoken() -> None:
    with override("fr"):
        assert gettext("Opening hours") == "Horaires d’ouverture"
    with override("es"):
        assert gettext("Opening hours") == "Horario"
