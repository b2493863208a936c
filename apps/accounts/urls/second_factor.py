"""Authenticator app and recovery codes, below /accounts/2fa/ on every host."""

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from apps.accounts.door import one_transaction

urlpatterns = [
    path("", base.index, name="mfa_index"),
    path("authenticate/", one_transaction(base.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", one_transaction(base.reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", one_transaction(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", one_transaction(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        one_transaction(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
