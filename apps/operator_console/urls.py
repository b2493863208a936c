"""Settings → Packs, below /admin/settings/packs/."""

from django.urls import path

from apps.operator_console import views

urlpatterns = [
    path("", views.index, name="office_packs"),
    path("questions/", views.questions, name="office_pack_questions"),
    path("<slug:pack>/", views.one, name="office_pack"),
]
