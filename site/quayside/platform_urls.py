"""Addresses on the platform's own host. Nothing here shows rows of a business."""

from django.urls import include, path

from quayside import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("", include("apps.accounts.urls.platform")),
]

handler500 = "quayside.unavailable.server_error"
