"""The account area, on every host below /accounts/. Our own pages stand before allauth's of the same
address.
"""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from apps.accounts.views import account, email, session_list

urlpatterns = [
    path("", account.index, name="account_index"),
    path("after-sign-in/", account.after_sign_in, name="account_after_sign_in"),
    path("profile/", account.profile, name="account_profile"),
    path("email/", email.change, name="account_email"),
    path("sessions/", session_list.sessions, name="usersessions_list"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("signup/", allauth_views.signup, name="account_signup"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # As allauth has it: its e-mails build this address from the two parts.
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("apps.accounts.urls.second_factor")),
]
