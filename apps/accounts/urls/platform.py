"""The account area and the businesses of a person on the platform's host."""

from django.urls import include, path

from apps.accounts.views import businesses, email

urlpatterns = [
    path("accounts/email/confirm/<str:token>/", email.confirm, name="accounts_confirm_email_change"),
    path("accounts/2fa/webauthn/", include("apps.accounts.urls.webauthn")),
    path("accounts/", include("apps.accounts.urls.shared")),
    path("businesses/", businesses.choose, name="businesses"),
    path("businesses/enter/", businesses.enter, name="businesses_enter"),
    path("businesses/join/<str:token>/", businesses.join, name="businesses_join"),
]
