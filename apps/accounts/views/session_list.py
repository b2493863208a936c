"""A person's sessions on all hosts."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts import door, signin


@door.signed_in_page
def sessions(request: HttpRequest) -> HttpResponseBase:
    """List them; end one, or all but this one."""
    user, current = door.person(request), request.session.session_key
    if request.method == "POST":
        if request.POST.get("end") == "others":
            count = signin.end_others(user, current=current)
        else:
            ids = [int(each) for each in request.POST.getlist("session") if each.isdigit()]
            count = signin.end(user, ids=ids)
        said = ngettext("%(count)d session ended.", "%(count)d sessions ended.", count)
        door.say(request, said % {"count": count} if count else _("No session was ended."))
        return redirect("usersessions_list")
    shown = {"sessions": signin.open_sessions(user, current=current)}
    return render(request, "usersessions/usersession_list.html", shown)
