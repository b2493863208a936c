"""Second factors: codes count once on all hosts, secrets are sealed, passkeys live on the platform's host."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from apps.accounts.models import User
from apps.tenancy import context
from tests.people import BOTH, PASSWORD

# The platform's host and a business's write the same person over two connections.
pytestmark = pytest.mark.django_db(transaction=True)


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return code


@pytest.fixture
def secret(coral, northgate) -> str:
    """Ada, who works in both businesses, uses an authenticator app."""
    made: str = generate_totp_secret()
    with context.use_signin():
        ada = User.objects.get(email=BOTH)
        TOTP.activate(ada, made)
        RecoveryCodes.activate(ada)
    return made


def prove(client) -> None:
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def to_second_step(client) -> None:
    response = client.post("/accounts/login/", {"login": BOTH, "password": PASSWORD})
    assert response.url == "/accounts/2fa/authenticate/"
    assert client.get("/home/").status_code in (302, 404)


def test_the_code_of_the_app_completes_the_sign_in(browser_of, secret) -> None:
    client = browser_of()
    to_second_step(client)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/home/").status_code == 200


def test_a_used_code_is_refused_on_every_other_host(browser_of, secret) -> None:
    code = code_of(secret)
    first = browser_of()
    to_second_step(first)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    for host in ("northgate.localhost", "localhost"):
        second = browser_of(host)
        to_second_step(second)
        response = second.post("/accounts/2fa/authenticate/", {"code": code})
        assert response.status_code == 200
        assert "Incorrect code" in response.content.decode()


@pytest.mark.parametrize("host", ["coral.localhost", "localhost"])
def test_a_recovery_code_works_once(browser_of, secret, host) -> None:
    with context.use_signin():
        row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
        code = row.wrap().get_unused_codes()[0]
    for status in (302, 200):
        client = browser_of(host)
        to_second_step(client)
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == status


def test_the_secret_is_not_readable_in_the_database(secret) -> None:
    with context.use_signin():
        row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)
    assert row.wrap().validate_code(code_of(secret))


@pytest.mark.parametrize("host", ["coral.localhost", "localhost"])
def test_the_app_is_set_up_after_the_password_was_asked_again(browser_of, owner, host) -> None:
    client = browser_of(host, owner)
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")
    prove(client)
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    made = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(made)}).status_code == 302
    shown = client.get("/accounts/2fa/recovery-codes/")
    assert len(shown.context["unused_codes"]) == 10
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.post("/accounts/2fa/recovery-codes/generate/").status_code == 302
    assert (
        client.get("/accounts/2fa/recovery-codes/").context["unused_codes"] != shown.context["unused_codes"]
    )
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    browser_of(host, owner)


def test_other_businesses_do_not_see_the_authenticators_of_a_person(coral, northgate, owner) -> None:
    with context.use_tenant(coral):
        TOTP.activate(owner, generate_totp_secret())
    with context.use_tenant(northgate):
        assert not Authenticator.objects.filter(user_id=owner.pk).exists()
        assert Authenticator.objects.count() == 0


def test_passkeys_are_for_the_platforms_host_name_only(browser_of, coral, owner, settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    platform = browser_of("localhost", owner)
    prove(platform)
    page = platform.get("/accounts/2fa/webauthn/add/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "localhost"
    response = browser_of(who=owner).get("/accounts/2fa/webauthn/")
    assert response.url == "http://localhost:8000/accounts/2fa/webauthn/"


def test_the_sign_in_page_of_a_business_leads_to_the_platform_for_a_passkey(browser_of, coral) -> None:
    client = browser_of()
    assert "/accounts/enter/" in client.get("/accounts/login/").content.decode()
    there = urlsplit(client.get("/accounts/enter/?next=/home/team/").url)
    assert (there.netloc, there.path) == ("localhost:8000", "/businesses/enter/")
    assert parse_qs(there.query)["to"] == ["coral"]
    assert "mfa_login" in browser_of("localhost").get("/accounts/login/").content.decode()
