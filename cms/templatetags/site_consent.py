"""Consent in templates."""

from typing import Any

from django import template

from apps.tenancy import consent
from cms.consent import choice

register = template.Library()


@register.simple_tag(takes_context=True)
def may_load(context: template.Context, *origins: str) -> bool:
    """Whether something from these origins may be loaded: `{% may_load "https://…" as allowed %}`.

    Put nothing optional on a page without asking this first; the page then asks the visitor and its policy follows.
    """
    return choice.optional(context["request"], *origins)


@register.simple_tag(takes_context=True)
def asks_for_consent(context: template.Context) -> bool:
    """Whether the banner stands on this page. To be asked behind everything optional."""
    return choice.is_to_ask(context["request"])


@register.simple_tag(takes_context=True)
def consent_given(context: template.Context) -> dict[str, Any]:
    """`all` and `necessary`, both false before there is an answer."""
    said = choice.of(context["request"])
    return {"all": said == consent.ALL, "necessary": said == consent.NECESSARY}
