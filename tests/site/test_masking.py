"""Secrets and personal data never reach a log line, however they are written; the rest stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quayside import masking

SECRETS = [
    ("password=hunter2xx", "hunter2xx"),
    ("password = 'hunter2 with space'", "hunter2"),
    ('{"password": "hunter2", "a": 1}', "hunter2"),
    ("{'new_password1': 'hunter2'}", "hunter2"),
    ('{"password": "quo\\"ted hunter2"}', "hunter2"),
    ("PASSWORD: hunter2", "hunter2"),
    ("https://x.example/?token=abc123&next=/", "abc123"),
    ("api_key=abc123", "abc123"),
    ("STRIPE_SECRET_KEY=sk_test_abcdefgh123", "abcdefgh123"),
    ("charged with sk_live_abcdefgh123456", "sk_live_abcdefgh123456"),
    ("whsec_abcdefgh123456 does not match", "whsec_abc"),
    ("Authorization: Bearer abc.def.ghi", "abc.def"),
    ("authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ("sent Bearer abcdef123456 to them", "abcdef123456"),
    ("Cookie: sessionid=abcdef; csrftoken=ghijkl", "abcdef"),
    ("Cookie: sessionid=abcdef; csrftoken=ghijkl", "ghijkl"),
    ("Set-Cookie: sessionid=abcdef; HttpOnly", "abcdef"),
    ("sessionid=5xk2p8s7q1m4n9b3v6c0z5xk2p8s7q1m", "5xk2p8s7"),
    ("session 5xk2p8s7q1m4n9b3v6c0z5xk2p8s7q1m ended", "5xk2p8s7"),
    ("postgresql://app:s3cr3t!pw@db.example:5432/q", "s3cr3t!pw"),
    ("redis://:s3cr3t@127.0.0.1:6379/0", "s3cr3t"),
    ("argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA", "aGFzaA"),
    ("$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA", "aGFzaA"),
    ("pbkdf2_sha256$870000$salt$aGFzaA=", "aGFzaA"),
    ("totp secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXP"),
    ("otp=123456", "123456"),
    ("Not Found: /accounts/password/reset/key/1-d2f5k8-Ab3Cd5Ef7Gh9Jk1Lm3Np5Qr7/", "Ab3Cd5Ef7Gh9"),
    ("/invitation/eyJhIjoxfQ:1vR4Xy:kZ8Jq2mX7vB1nC5dF9gH3jK6lP0sT4wY8zA2eR5/", "kZ8Jq2mX"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "dozjg"),
    ("key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "9f86d081"),
    ("-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc\n-----END PRIVATE KEY-----", "MIIEvQ"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ\n", "MIIEvQ"),
    ("newPassword=hunter2", "hunter2"),
    ("secret_answer: hunter2", "hunter2"),
    ("master_keys: 'c2VjcmV0'", "c2VjcmV0"),
]
PEOPLE = [
    ("mail to ann.o'hara+dive@mail.coral.example failed", "ann"),
    ("mail to Ann <ann@coral.example> failed", "ann@"),
    ("?email=ann%40coral.example", "ann%40"),
    ("Key (email)=(ann@coral.example) already exists.", "ann"),
    ('Key (lower(name::text))=(ann "the fin" (jr)) already exists.', "the fin"),
    ("Key (tenant_id, name)=(1, Ann Reef) is not present in table", "Reef"),
    ("Failing row contains (1, Ann Reef, 1980-01-02,\n null).", "Reef"),
    ("conflicts with existing key (who)=(Ann Reef).", "Reef"),
    ('invalid input syntax for type integer: "Ann Reef"', "Reef"),
    ("call +49 170 1234567 back", "1234567"),
    ("call +1 (555) 123-4567 back", "4567"),
    ("call +491701234567 back", "1701234567"),
    ("call 0049 170 1234567 back", "1234567"),
    ("call (555) 123-4567 back", "4567"),
    ("call 555-123-4567 back", "4567"),
    ("call 555.123.4567 back", "4567"),
    ("call 0170/123/4567 back", "4567"),
    ("call 01701234567 back", "1701234567"),
    ("paid with 4242424242424242", "4242424242424242"),
    ("paid with 4242 4242 4242 4242 today", "4242 4242"),
    ("paid with 4242-4242-4242-4242", "4242-4242"),
    ("paid with 378282246310005", "378282246310005"),
]
HARMLESS = [
    "3 of 5 tasks failed",
    "started at 2026-11-21 07:15:00.123456+00:00",
    "2026-11-21T07:15:00Z",
    "departure on 2026-11-21",
    "took 0.123456 s of 1234.5 ms",
    "order 20261121 has 12 lines",
    'File "/srv/quayside/apps/tenancy/middleware.py", line 123, in __call__',
    "test_the_last_owner_cannot_be_deactivated passed",
    "django.db.utils.OperationalError: connection refused",
    "GET /trips/reef-trip/2026-11-21/ 404",
    "amount 1234567890 cents",
    "unix time 1795244100",
    "https://coral.example/trips/?page=2",
    "the author wrote a passing test about authentication",
    "version 5.2.19 of Django",
    "quayside.edge.test_the_last_owner_cannot_be_deactivated_v2",
    "2026-11-21 07:15",
    "TooManyRedirects: exceeded 30 redirects",
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_secrets_are_hidden(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in masking.mask_text(text)


@pytest.mark.parametrize(("text", "personal"), PEOPLE)
def test_people_are_hidden(text: str, personal: str) -> None:
    assert personal in text
    assert personal not in masking.mask_text(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert masking.mask_text(text) == text


def test_the_rest_of_the_line_stays_readable() -> None:
    masked = masking.mask_text("mail 7 to ann@coral.example failed: password=x; try 3 of 5")
    assert masked == "mail 7 to [email] failed: password=[hidden]; try 3 of 5"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "password",
            "newPassword",
            "NEW_PASSWORD2",
            "api-key",
            "apiKey",
            "stripe_secret_key",
            "token",
            "otp",
        ),
        *(
            "csrftoken",
            "sessionid",
            "session_key",
            "Cookie",
            "Set-Cookie",
            "Authorization",
            "HTTP_AUTHORIZATION",
        ),
        *("email", "e_mail", "customer_email", "phone", "phone_number", "mobile", "card_number", "cvc"),
        *("remote_addr", "user_agent"),
    ],
)
def test_values_of_some_names_are_never_shown(name: str) -> None:
    assert masking.mask({name: "x1"})[name] == masking.HIDDEN
    assert masking.mask({"form": [{name: ["x1"]}]})["form"][0][name] == masking.HIDDEN


@pytest.mark.parametrize(
    "name", ["event", "route", "passed", "author", "secretary", "tokenizer", "shipping", "spin"]
)
def test_names_that_only_look_like_those_are_shown(name: str) -> None:
    assert masking.mask({name: "x1"}) == {name: "x1"}


def test_containers_are_searched_to_the_bottom_and_no_further() -> None:
    class Person:
        def __str__(self) -> str:
            return "ann@coral.example"

    value = {"a": [("ann@coral.example", {"b": Person()})], "n": 4242424242424242, "raw": b"password=x"}
    assert "ann" not in str(masking.mask(value))
    assert masking.mask(value)["n"] == "[card]"
    assert masking.mask(value)["raw"] == "password=[hidden]"
    deep: list[object] = ["ann@coral.example"]
    deep.append(deep)
    assert "ann" not in str(masking.mask(deep))


def test_a_broken_text_does_not_lose_the_event() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    assert masking.mask({"a": Broken()}) == {"a": "<Broken>"}


@given(
    st.text(max_size=200),
    st.sampled_from([text for text, _ in SECRETS[:6]]),
    st.sampled_from([" ", "\n", ", ", " | "]),
)
def test_what_stands_around_a_secret_does_not_uncover_it(around: str, text: str, gap: str) -> None:
    assert "hunter2" not in masking.mask_text(f"{around.replace('hunter2', '')}{gap}{text}")


@pytest.mark.parametrize(
    "text",
    ["a" * 32_000, "a-" * 16_000, "1 " * 16_000, "_" * 32_000, "a@" * 16_000, "a:" * 16_000, "/" * 32_000],
)
def test_hostile_lines_do_not_stall_the_logging(text: str) -> None:
    assert masking.mask_text(text * 3).endswith("[cut]")
