"""From where a request came, as far as the installation can vouch for it."""

from ipaddress import ip_address

from django.http import HttpRequest


def client_address(request: HttpRequest, *, proxies: int) -> str | None:
    """The client's IP address, None when there is none to trust.

    Each of our own `proxies` appends the address it was called from, so what counts is counted from the
    right; everything further left was written by the client and may be anything.
    """
    chain = [request.META.get("REMOTE_ADDR", "")]
    if proxies:
        chain = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), *chain]
        chain = [part.strip() for part in chain if part.strip()]
    if not chain:
        return None
    return _address(chain[max(0, len(chain) - 1 - proxies)])


def _address(text: str) -> str | None:
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # some proxies add the port
        text = text.partition(":")[0]
    try:
        return str(ip_address(text.partition("%")[0]))
    except ValueError:
        return None


def user_agent(request: HttpRequest) -> str:
    """What the browser says it is, printable and at most 300 characters."""
    said = request.META.get("HTTP_USER_AGENT", "")
    return "".join(char for char in said if char.isprintable())[:300]


def route(request: HttpRequest) -> str:
    """The address as a pattern: paths may carry tokens, patterns do not."""
    match = request.resolver_match
    return "/" + match.route[:299] if match and match.route else ""
