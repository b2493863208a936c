"""The file that carries definitions: JSON of bounded size and depth, no name twice. See docs/definitions.md."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.errors import BadFile
from apps.backoffice.services.definitions.registry import Data

FORMAT: Final = "quayside.definitions"
VERSION: Final = 1
LARGEST: Final = 2 * 1024 * 1024  # bytes
DEEPEST: Final = 12
MOST: Final = 5000  # definitions
_UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")

Contents = dict[str, dict[str, Data]]


def write(contents: Contents) -> str:
    """The file's text. Equal contents give equal texts."""
    whole = {"format": FORMAT, "version": VERSION, "definitions": contents}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read(raw: bytes | str) -> dict[str, Any]:
    """Definitions by kind, not yet looked at. Raises BadFile."""
    whole = _parse(raw)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise BadFile(why=_("This is not a file of definitions."))
    if whole.get("version") != VERSION:
        raise BadFile(
            why=_("The file has version %(theirs)s; this installation reads version %(ours)d.")
            % {"theirs": str(whole.get("version"))[:20], "ours": VERSION}
        )
    found = whole.get("definitions")
    if not isinstance(found, dict):
        raise BadFile(why=_("“definitions” has to be an object."))
    if sum(len(group) for group in found.values() if isinstance(group, dict)) > MOST:
        raise BadFile(why=_("A file may hold at most %(most)d definitions.") % {"most": MOST})
    return found


def _parse(raw: bytes | str) -> Any:
    if len(raw) > LARGEST:
        raise BadFile(why=_("The file is too large: %(most)d MB are possible.") % {"most": LARGEST >> 20})
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
        whole = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        _look_through(whole)
    except RecursionError as error:
        raise BadFile(why=_("The file is nested too deeply.")) from error
    except ValueError as error:  # also what is no UTF-8 and no JSON
        where = f" ({error})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadFile(why=_("The file cannot be read as JSON.") + where) from error
    return whole


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadFile(why=_("“%(name)s” stands twice in one object.") % {"name": name[:60]})
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _look_through(value: Any, depth: int = 0) -> None:
    """Raise BadFile for what is nested too deeply or holds signs that no database keeps."""
    if depth > DEEPEST:
        raise BadFile(why=_("The file is nested too deeply."))
    if isinstance(value, str) and _UNREADABLE.search(value):
        raise BadFile(why=_("The file holds unreadable signs."))
    inner = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        _look_through(one, depth + 1)
