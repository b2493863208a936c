"""Where allauth meets this installation's rules."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts import signin
from apps.kernel import clock
from apps.tenancy import addresses, context, facts, secrets

TOTP = "totp"


def on_platform() -> bool:
    """Whether the request is on the platform's own host."""
    return context.current_tenant_id() is None


class AccountAdapter(DefaultAccountAdapter):
    """People come by invitation, and five failures count together on all hosts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and password do not match anybody here."),
        "too_many_login_attempts": _("Too many attempts. Wait 15 minutes, or reset your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_profile")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        signin.record(request, user, ip=self.get_client_ip(request), at=clock.now())  # type: ignore[arg-type]

    def set_password(self, user: Any, password: str) -> None:
        user.change_password(password)
        request = allauth_context.request
        current = request.session.session_key if request.user.pk == user.pk else None
        signin.end_others(user, current=current)

    def get_reset_password_from_key_url(self, key: str) -> str:
        # Never from the request's own Host header and port, which a stranger may have chosen.
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        path = path.replace("UID-KEY", key)
        return addresses.platform(path) if on_platform() else addresses.business(facts.current(), path)

    def can_delete_email(self, email_address: Any) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"{self._sender()}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        shared = {"request": request, "email": email, "sender": self._sender()}
        self.render_mail(template_prefix, email, shared | context).send()

    def _sender(self) -> str:
        return "Quayside" if on_platform() else facts.current().name

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if on_platform():
            return methods
        # A passkey belongs to the platform's host name, so no other host can ask for it.
        return [method for method in methods if method["id"] != "mfa_reauthenticate:webauthn"]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Without the host: five failures are five failures, wherever they were tried.
        return str(credentials.get("email") or credentials.get("username") or "").strip().lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with our key; passkeys live on the platform's host."""

    def encrypt(self, text: str) -> str:
        return secrets.seal(text, purpose=TOTP)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text, purpose=TOTP)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "", "name": "Quayside"}
