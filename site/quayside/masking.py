"""Takes secrets and personal data out of whatever is about to be logged, whoever wrote it."""

import re
from collections.abc import Mapping
from typing import Any, Final

HIDDEN: Final = "[hidden]"
_DEPTH: Final = 6
_CARD_DIGITS: Final = range(13, 20)
_LONGEST: Final = 32_000

# Names of values that are never shown, wherever they stand in a compound name.
_KEPT_BACK: Final = (
    r"pass(?:word|wd|phrase|code)?|pwd|secrets?|tokens?|api[_-]?keys?|private[_-]?key|master[_-]?keys?|"
    r"secret[_-]?key|auth|authorization|cookies?|set[_-]?cookie|session(?:id|[_-]?key|[_-]?id)?|csrf\w*|"
    r"credentials?|otp|totp|recovery[_-]?codes?|signature|dsn|cvc|cvv|pin|iban"
)
_PERSONAL_WORDS: Final = (
    r"e[_-]?mails?|phones?(?:[_-]?number)?|mobile|full[_-]?name|first[_-]?name|last[_-]?name|"
    r"address|street|birth\w*|card(?:[_-]?number)?|plate|remote[_-]?addr|ip(?:[_-]?address)?|user[_-]?agent"
)
_HIDDEN_NAME: Final = re.compile(
    rf"(?:^|[_\-.\s])(?:{_KEPT_BACK}|{_PERSONAL_WORDS})(?:$|[_\-.\s\d])", re.IGNORECASE
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

# Every repetition that may fail late is bounded: a log line must not cost seconds.
_EMAIL: Final = r"[\w.+'\-]{1,64}(?:@|%40)[\w\-]+(?:\.[\w\-]+)*"
_TEXT_RULES: Final = tuple(
    (re.compile(pattern, flags), replacement)
    for pattern, flags, replacement in (
        # PostgreSQL repeats the values of the row that it refused.
        (r"(Failing row contains )\(.*\)", re.DOTALL, rf"\1{HIDDEN}"),
        (
            r"(Key \(.*?\)=)\(.*?\)(?= (?:already|is not|is still|conflicts)|\.?$)",
            re.MULTILINE,
            rf"\1{HIDDEN}",
        ),
        (r"(conflicts with existing key \([^)]*\)=)\(.*\)", 0, rf"\1{HIDDEN}"),
        (r"(invalid input (?:syntax|value)[^:\n]*: ).*", 0, rf"\1{HIDDEN}"),
        (r"(unnamed portal parameter \$\d+ = ).*", 0, rf"\1{HIDDEN}"),
        (r"(\b\w{1,20}://[^\s:/@]{0,200}:)[^\s@]{1,500}@", 0, rf"\1{HIDDEN}@"),
        (r"\b((?:Bearer|Basic|Token|Digest)\s+)[\w\-.~+/=:]{6,}", re.IGNORECASE, rf"\1{HIDDEN}"),
        (r"((?:set-)?cookie['\"]?\s*[:=]\s*)[^\n]+", re.IGNORECASE, rf"\1{HIDDEN}"),
        (r"(authorization['\"]?\s*[:=]\s*)[^\n]+", re.IGNORECASE, rf"\1{HIDDEN}"),
        # name=value, name: value, "name": "value", as query, header, dict or JSON
        (
            rf"((?:(?<![A-Za-z])(?:{_KEPT_BACK})|password|passwd|secret|token|apikey)\d*"
            r"(?:[_\-]\w{1,40})?['\"]?\s*(?:=>|=|:)\s*)"
            r"(?:b?\"(?:\\.|[^\"\\])*\"|b?'(?:\\.|[^'\\])*'|[^\s,;&)}\]\"']+)",
            re.IGNORECASE,
            rf"\1{HIDDEN}",
        ),
        (r"\$argon2\w*\$\S+|\b(?:pbkdf2|bcrypt|scrypt)\w*\$\S+", 0, HIDDEN),
        (r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL, HIDDEN),
        (r"\b(?:sk|pk|rk|whsec)_(?:live_|test_)?\w{8,}", 0, HIDDEN),
        (_EMAIL, 0, "[email]"),
        # JSON web tokens and Django's signed values: base64 parts joined by dots or colons
        (r"\beyJ[\w\-]{5,}(?:\.[\w\-]+)*", 0, HIDDEN),
        (
            r"(?<![\w\-])[\w\-]{6,400}(?::[\w\-]{5,8})?[:.](?=[\w\-]*\d)(?=[\w\-]*[A-Z])[\w\-]{27,}",
            0,
            HIDDEN,
        ),
        # long random strings: mixed case with digits, session keys, base32 secrets, long digests
        (r"(?<![\w/.\-])(?=[\w\-]*\d)(?=[\w\-]*[a-z])(?=[\w\-]*[A-Z])[\w\-]{20,}={0,2}", 0, HIDDEN),
        (r"(?<=/)(?=[\w\-]*\d)(?=[\w\-]*[a-z])(?=[\w\-]*[A-Z])[\w\-]{20,}(?=[/?\s'\"]|$)", 0, HIDDEN),
        (r"\b(?=[a-z0-9]*[g-z])(?=[a-z0-9]*\d)[a-z0-9]{32,}\b", 0, HIDDEN),
        (r"\b[A-Z2-7]{26,}={0,6}(?![\w])", 0, HIDDEN),
        (r"\b[0-9a-f]{40,}\b", 0, HIDDEN),
    )
)
_DIGITS: Final = re.compile(r"(?<![\w.\-])\d(?:[ \-]?\d){12,18}(?![\w\-])")
_PHONE: Final = re.compile(
    r"(?<![\w.])(?:"
    r"(?:\+|00)[1-9](?:[ .\-/]?\(?\d{1,4}\)?){2,6}"  # with the country's code
    r"|\(\d{2,5}\)[ .\-/]?\d{2,4}(?:[ .\-/]?\d{2,4}){1,3}"  # area in brackets
    r"|(?<![\-/:])(?!\d{4}-\d{2}-\d{2})\d{2,4}(?:[ .\-/]\d{2,4}){2,4}"  # groups
    r"|0[1-9]\d{8,9}"  # national, in one piece
    r")(?![\w])"
)


def mask_text(text: str) -> str:
    """The text without passwords, tokens, cookies, addresses, telephone and card numbers."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + " [cut]"
    for pattern, replacement in _TEXT_RULES:
        text = pattern.sub(replacement, text)
    text = _DIGITS.sub(_card, text)
    return _PHONE.sub("[phone]", text)


def mask(value: Any, depth: int = 0) -> Any:
    """The same for all parts of a value; what is neither text, number nor container becomes masked text."""
    if value is None or isinstance(value, bool | int | float):
        return _number(value)
    if isinstance(value, str):
        return mask_text(value)
    if depth >= _DEPTH:
        return HIDDEN
    if isinstance(value, Mapping):
        return {mask_text(str(key)): mask_named(key, item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask(item, depth + 1) for item in value]
    if isinstance(value, bytes):
        return mask_text(value.decode(errors="replace"))
    return mask_text(_text_of(value))


def mask_named(name: Any, value: Any, depth: int = 0) -> Any:
    """Mask a value that has a name: some names hide everything."""
    return (
        HIDDEN if is_hidden_name(str(name)) and value not in (None, "", True, False) else mask(value, depth)
    )


def is_hidden_name(name: str) -> bool:
    """Whether values of this name are never shown."""
    return _HIDDEN_NAME.search(_CAMEL.sub("_", name)) is not None


def _number(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**12:
        return mask_text(str(value)) if _passes_luhn(str(abs(value))) else value
    return value


def _text_of(value: Any) -> str:
    try:
        return str(value)
    except Exception:  # noqa: BLE001  a broken __str__ must not lose the event
        return f"<{type(value).__name__}>"


def _card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    return "[card]" if _passes_luhn(digits) else match.group()


def _passes_luhn(digits: str) -> bool:
    if len(digits) not in _CARD_DIGITS:
        return False
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0
