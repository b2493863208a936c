"""Answers to a move: a page for people, JSON for the script that dragged."""

from django.http import HttpRequest, JsonResponse


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a script asks and wants to be told in JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def moved(sentence: str) -> JsonResponse:
    """It stands in its new place."""
    return JsonResponse({"moved": True, "sentence": sentence})


def stays(sentence: str) -> JsonResponse:
    """It goes back, and why. The question was answered, so browsers need not complain of it in their consoles."""
    return JsonResponse({"moved": False, "sentence": sentence})
