"""Forms on pages that are kept for everybody carry no token; where they were sent from is known all the same."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Whether the form stands on a page of this host. Browsers say so with every form; who does not is refused."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None and said != "same-origin":
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        sent_from = urlsplit(origin)
    except ValueError:
        return False
    return (sent_from.scheme, sent_from.netloc) == (request.scheme, request.get_host())
