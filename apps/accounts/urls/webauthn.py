"""Passkeys, below /accounts/2fa/webauthn/ on the platform's host alone: they belong to its name."""

from allauth.mfa.webauthn import views
from django.urls import path

from apps.accounts.door import one_transaction

urlpatterns = [
    path("", views.list_webauthn, name="mfa_list_webauthn"),
    path("add/", one_transaction(views.add_webauthn), name="mfa_add_webauthn"),
    path("login/", one_transaction(views.login_webauthn), name="mfa_login_webauthn"),
    path(
        "reauthenticate/",
        one_transaction(views.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("keys/<int:pk>/remove/", one_transaction(views.remove_webauthn), name="mfa_remove_webauthn"),
    path("keys/<int:pk>/edit/", one_transaction(views.edit_webauthn), name="mfa_edit_webauthn"),
]
