"""Addresses on a business's host."""

from django.urls import include, path

from quayside import views

urlpatterns = [
    path("", views.public_home, name="public_home"),
    path("accounts/", include("apps.accounts.urls.tenant")),
    path("home/", include("apps.accounts.urls.home")),
]

handler500 = "quayside.unavailable.server_error"
