"""How the business looks, below /admin/. Before the screens' addresses, which would take them for apps."""

from django.urls import path

from apps.backoffice.views import look

urlpatterns = [
    path("look.css", look.css, name="office_look_css"),
    path("look/preview.css", look.preview, name="office_look_preview"),
    path("look/logo.png", look.logo, name="office_look_logo"),
    path("look/theme/", look.theme, name="office_theme"),
    path("settings/look/", look.settings, name="office_look"),
    path("settings/look/reset/", look.reset, name="office_look_reset"),
]
