"""Every address the resolver knows, and how to fill its arguments with another business's values."""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.utils.regex_helper import normalize

from tests.isolation.markers import ALPHA, BRAVO

# What stands behind two arguments of which one names an app and the other a model of it.
MODELS: Final = frozenset(
    {
        ("wagtailcore", "page"),
        ("wagtailimages", "image"),
        ("wagtaildocs", "document"),
        ("wagtailredirects", "redirect"),
    }
)
# The same below /admin/, where screens stand: declared ones, and the record types of both businesses.
SCREENS: Final = frozenset(
    {
        ("tenancy", "location"),
        ("accounts", "member"),
        ("backoffice", "todo"),
        ("customers", "customer"),
        ("records", ALPHA[0]),
        ("records", BRAVO[0]),
    }
)
APP_NAMES: Final = frozenset({"app_label", "app_name", "content_type_app_name"})
MODEL_NAMES: Final = frozenset({"model_name", "content_type_model_name"})
# Arguments that name a part of the code and not a row.
NAMES: Final[dict[str, Sequence[str]]] = {
    **dict.fromkeys(APP_NAMES, sorted({app for app, _model in MODELS | SCREENS})),
    **dict.fromkeys(MODEL_NAMES, sorted({model for _app, model in MODELS | SCREENS})),
    "action": (
        "delete",
        "move",
        "add_tags",
        "add_to_collection",
        "publish",
        "unpublish",
        "merge",
        "complete",
    ),
    "action_name": ("approve", "copy", "delete", "publish"),
    "pack": ("climbing_gym", "no-such-pack"),
    "filter_spec": ("original", "max-165x165"),
}
# Arguments that are a row's key although any text is allowed there.
KEYS: Final = frozenset({"pk", "id", "object_id", "_0", "revision_id_a", "revision_id_b"})
# Arguments that hold a column of another name.
COLUMNS: Final[dict[str, str]] = {"request_id": "request", "_1": "filename"}
# Routes whose only argument is a column of another name.
BY_ROUTE: Final[dict[str, str]] = {"wagtail_serve": "site_path"}
MOST_PER_ROUTE: Final = 40


@dataclass(frozen=True, slots=True)
class Route:
    """One address pattern, put together from all the includes above it."""

    regex: str
    name: str
    converters: dict[str, Any] = field(compare=False)
    view: Callable[..., Any] = field(compare=False)

    @property
    def takes_arguments(self) -> bool:
        """Whether something in the path varies."""
        return any(names for _template, names in normalize(self.regex))

    def __str__(self) -> str:
        return f"{self.regex} ({self.name})"


@dataclass(slots=True)
class Values:
    """What arguments may be filled with: the key of all rows, and their texts by the name of the column."""

    pk: int
    texts: dict[str, set[str]] = field(default_factory=dict)

    def candidates(self, name: str, converter: Any) -> list[str]:
        """Texts to try for an argument, likely ones first."""
        kind = type(converter).__name__ if converter is not None else ""
        if kind == "IntConverter" or name in KEYS:
            return [str(self.pk)]
        if name in NAMES:
            return list(NAMES[name])
        return sorted(self.texts.get(COLUMNS.get(name, name), ()))


def routes(urlconf: str) -> list[Route]:
    """All routes of an URLconf, each once."""
    return list(dict.fromkeys(_walk(get_resolver(urlconf).url_patterns, "", "", {})))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], regex: str, names: str, converters: dict[str, Any]
) -> Iterator[Route]:
    for entry in patterns:
        piece = entry.pattern.regex.pattern.removeprefix("^")
        # Where an include ends, more follows.
        piece = piece.removesuffix(r"\Z") if isinstance(entry, URLResolver) else piece
        known = {**converters, **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            namespace = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from _walk(entry.url_patterns, regex + piece, namespace, known)
        else:
            label = f"{names}{entry.name or _dotted(entry.callback)}"
            yield Route(regex + piece, label, known, entry.callback)


def _dotted(view: Any) -> str:
    return f"{getattr(view, '__module__', '')}.{getattr(view, '__qualname__', type(view).__name__)}"


def paths(route: Route, values: Values, *, urlconf: str) -> list[str]:
    """Paths that lead to the route's view with its arguments filled; empty when no filling is known.

    A route that an earlier one hides completely has no path of its own; see `hidden`.
    """
    found = []
    for template, names in normalize(route.regex):
        choices = [
            values.candidates(BY_ROUTE.get(route.name, name), route.converters.get(name)) for name in names
        ]
        for chosen in itertools.islice(itertools.product(*choices), 4000):
            if not _fits(names, chosen, SCREENS if route.regex.startswith("admin/") else MODELS):
                continue
            path = "/" + template % dict(zip(names, chosen, strict=True))
            if _leads_to(path, route, urlconf):
                found.append(path)
            if len(found) >= MOST_PER_ROUTE:
                return found
    return found


def _fits(names: Sequence[str], chosen: Sequence[str], pairs: Collection[tuple[str, str]]) -> bool:
    app = [value for name, value in zip(names, chosen, strict=True) if name in APP_NAMES]
    model = [value for name, value in zip(names, chosen, strict=True) if name in MODEL_NAMES]
    return not (app and model) or (app[0], model[0]) in pairs


def _leads_to(path: str, route: Route, urlconf: str) -> bool:
    if not re.match(route.regex, path[1:]):
        return False
    try:
        return resolve(path, urlconf).func is route.view
    except Resolver404:
        return False


def hidden(route: Route, *, urlconf: str) -> bool:
    """Whether the address belongs to a route that stands before: replacing a library's page is done that way."""
    if route.takes_arguments:
        return False
    ((template, _names), *_rest) = normalize(route.regex)
    try:
        return resolve("/" + template, urlconf).func is not route.view
    except Resolver404:
        return False
