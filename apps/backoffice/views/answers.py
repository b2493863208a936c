"""Answers to a move: a page for people, JSON for the script that dragged."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from apps.accounts import door
from apps.kernel.errors import Refusal


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a script asks and wants to be told in JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def moved(sentence: str) -> JsonResponse:
    """It stands in its new place."""
    return JsonResponse({"moved": True, "sentence": sentence})


def stays(sentence: str, status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> JsonResponse:
    """It goes back, and why."""
    return JsonResponse({"moved": False, "sentence": sentence}, status=status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal for whoever asked."""
    if asked_by_script(request):
        return stays(str(refusal), refusal.status)
    return door.refused(request, refusal)
