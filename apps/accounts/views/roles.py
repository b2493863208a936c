"""Roles: what each permits, and changing it."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import access, builtin, door, explain, queries, services
from apps.accounts.errors import NoSuchRole
from apps.accounts.forms.team import RoleForm
from apps.accounts.models import Role
from apps.kernel.errors import Refusal

PAGE = 25


def _found(pk: int) -> Role:
    role = Role.objects.filter(pk=pk).first()
    if role is None:
        raise NoSuchRole
    return role


@door.member_page("accounts.view_role")
def index(request: HttpRequest) -> HttpResponseBase:
    """All roles, searchable by name."""
    search = request.GET.get("q", "").strip()[:100]
    found = queries.roles()
    if search:
        found = found.filter(name__icontains=search)
    shown = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": urlencode({"q": search}) if search else "",
        "search": search,
        "may_add": access.may(request.user, "accounts.add_role"),
    }
    return render(request, "home/roles.html", shown)


@door.member_page("accounts.add_role")
def new(request: HttpRequest) -> HttpResponseBase:
    """A role of the business's own."""
    return _form(request, None)


@door.member_page("accounts.view_role")
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a role grants; whoever may, changes it. “Preview” shows the effect without saving."""
    role = _found(pk)
    if request.method == "POST":
        access.require(request.user, "accounts.change_role")
    return _form(request, role)


def _form(request: HttpRequest, role: Role | None) -> HttpResponseBase:
    form = RoleForm(request.POST or None, role=role)
    may = list(role.may) if role else []
    if request.method == "POST" and form.is_valid():
        may = form.cleaned_data["may"]
        if "preview" not in request.POST:
            try:
                _save(request, role, form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                door.say(request, _("The role is saved. It holds from everybody's next click."))
                return redirect("home_roles")
    shipped = builtin.roles().get(role.key) if role and role.builtin else None
    code = "accounts.change_role" if role else "accounts.add_role"
    shown = {
        "form": form,
        "role": role,
        "granted": explain.granted([may]),
        "unknown": explain.unknown(may),
        "fixed": role is not None and role.key == builtin.OWNER,
        "changed": shipped is not None and role is not None and list(shipped.may) != role.may,
        "may_change": access.may(request.user, code),
        "may_delete": access.may(request.user, "accounts.delete_role"),
    }
    return render(request, "home/role.html", shown)


def _save(request: HttpRequest, role: Role | None, given: dict[str, object]) -> None:
    if role is None:
        services.create_role(by=door.acting(request), **given)  # type: ignore[arg-type]
    else:
        services.update_role(role=role, by=door.acting(request), **given)  # type: ignore[arg-type]


@door.member_page("accounts.change_role")
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask first; then the role is as it was shipped."""
    role = _found(pk)
    shipped = builtin.roles().get(role.key) if role.builtin else None
    if shipped is None:
        raise NoSuchRole
    if request.method == "POST":
        services.reset_role(role=role, by=door.acting(request))
        door.say(request, _("“%(name)s” is back to how it was shipped.") % {"name": role.name})
        return redirect("home_roles")
    shown = {"role": role, "shipped": shipped, "granted": explain.granted([shipped.may])}
    return render(request, "home/role_reset.html", shown)


@door.member_page("accounts.delete_role")
def delete(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask first; a role somebody has stays."""
    role = _found(pk)
    if request.method == "POST":
        services.delete_role(role=role, by=door.acting(request))
        door.say(request, _("“%(name)s” is deleted.") % {"name": role.name})
        return redirect("home_roles")
    return render(request, "home/role_delete.html", {"role": role})
