"""The home page of the bound business, to look at a theme with."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.models import Site


def home_page(request: HttpRequest) -> HttpResponseBase:
    """The published home page, else a page of examples."""
    site = Site.find_for_request(request)
    home = site.root_page.specific if site and site.root_page and site.root_page.live else None
    if home is None or home.is_root():
        return render(request, "site/sample.html")
    request.path = request.path_info = "/"
    response: HttpResponseBase = home.serve(request)
    return response
