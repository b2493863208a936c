"""Where an owner chooses a theme, below /cms/theme/."""

from django.urls import path

from cms.theme import editor

urlpatterns = [
    path("", editor.choose, name="cms_theme"),
    path("reset/", editor.reset, name="cms_theme_reset"),
    path("preview/", editor.preview, name="cms_theme_preview"),
    path("preview.css", editor.preview_css, name="cms_theme_preview_css"),
]
