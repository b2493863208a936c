"""The account area on a business's host."""

from django.urls import include, path

from apps.accounts.views import arrival, invitation, passkeys

urlpatterns = [
    path("enter/", arrival.enter, name="accounts_enter"),
    path("arrive/", arrival.arrive, name="accounts_arrive"),
    path("invitation/<str:token>/", invitation.accept, name="accounts_invitation"),
    path("2fa/webauthn/", passkeys.elsewhere, name="mfa_list_webauthn"),
    path("", include("apps.accounts.urls.shared")),
]
