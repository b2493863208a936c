"""All imports of a screen, and a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.models import Member
from apps.backoffice.forms.imports import UploadForm
from apps.backoffice.imports import runs
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views.imports.gate import import_page
from apps.kernel import clock
from apps.kernel.errors import Refusal

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@import_page
def index(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """Upload a file, or look at what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = runs.upload(screen=screen, file=form.cleaned_data["file"], by=member, at=clock.now())
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("office_import_mapping", screen.app, screen.name, run.pk)
    page = Paginator(runs.listed(screen, member), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"screen": screen, "form": form, "page": page}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/data/imports.html", shown, status=status)
