"""Permission patterns: what a list of them says about a permission code. Pure.

A code is Django's `app.action_model`. A pattern is a code in which `*` stands for anything; `customers.view`
is short for `customers.view_*`; a leading `-` takes away; a trailing `:own` limits to what is assigned to the
member.
Within a list taking away wins, and all wins over own. Of several lists the last one that speaks decides.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from secrets import token_hex
from typing import Final, Literal, NamedTuple

Answer = Literal["no", "own", "all"]
Lists = Sequence[Sequence[str]]

_PATTERN = re.compile(r"\*|-?(?:[a-z][a-z0-9_]*|\*)\.[a-z*][a-z0-9_*]*(?::own)?|-\*|\*:own")
# Stands for whatever a wildcard may come to mean; nobody can write a pattern around it.
_UNGUESSABLE: Final = f"q{token_hex(8)}"
_RANK = {"no": 0, "own": 1, "all": 2}

# People, sign-in and the installation's own tables are managed by their own pages, whatever a role says.
NEVER = (
    "auth.*",
    "accounts.*_user",
    "accounts.*_emailchange",
    "wagtailcore.*_site",
    "wagtailcore.*_workflow",
    "wagtailcore.*_task",
    "wagtailcore.*_locale",
    "account.*",
    "mfa.*",
    "usersessions.*",
)


class _List(NamedTuple):
    minus: re.Pattern[str]
    every: re.Pattern[str]
    own: re.Pattern[str]


def is_pattern(text: str) -> bool:
    """Whether the text can stand in a list. A limit cannot be taken away, so `-x:own` is none."""
    if text.startswith("-") and text.endswith(":own"):
        return False
    return _PATTERN.fullmatch(text) is not None


def may(lists: Lists, code: str) -> Answer:
    """What the lists, weakest first, say about the code."""
    return _may(tuple(map(tuple, lists)), code)


@lru_cache(maxsize=8192)
def _may(lists: tuple[tuple[str, ...], ...], code: str) -> Answer:
    if _never().fullmatch(code):
        return "no"
    for patterns in reversed(lists):
        said = _said(_compiled(patterns), code)
        if said is not None:
            return said
    return "no"


def _said(patterns: _List, code: str) -> Answer | None:
    if patterns.minus.fullmatch(code):
        return "no"
    if patterns.every.fullmatch(code):
        return "all"
    if patterns.own.fullmatch(code):
        return "own"
    return None


def matches(pattern: str, code: str) -> bool:
    """Whether the pattern speaks about the code at all."""
    return _either((pattern,)).fullmatch(code) is not None


def any_in(lists: Lists, app: str) -> bool:
    """Whether anything of the app may be permitted; a menu asks this before it asks for single codes."""
    grants = [p.removesuffix(":own") for patterns in lists for p in patterns if not p.startswith("-")]
    heads = {p.split(".", 1)[0] for p in grants}
    return app in heads or "*" in heads


def at_most(lists: Lists, other: Lists, codes: Iterable[str]) -> bool:
    """Whether `lists` permit nothing that `other` does not: over the codes, and what the patterns name."""
    probes = {*codes, *_probes(lists), *_probes(other)}
    return all(_RANK[may(lists, code)] <= _RANK[may(other, code)] for code in probes)


def _probes(lists: Lists) -> set[str]:
    """Codes nobody has yet that a pattern would match: what a wildcard promises counts, too."""
    found = set()
    for patterns in lists:
        for pattern in patterns:
            for glob in _globs(_bare(pattern)):
                found.add(
                    f"{_UNGUESSABLE}.{_UNGUESSABLE}" if glob == "*" else glob.replace("*", _UNGUESSABLE)
                )
    return found


def _bare(pattern: str) -> str:
    return pattern.removeprefix("-").removesuffix(":own")


def _globs(bare: str) -> tuple[str, ...]:
    name = bare.partition(".")[2]
    if name and "_" not in name and "*" not in name:
        return (bare, f"{bare}_*")
    return (bare,)


@lru_cache(maxsize=2048)
def _compiled(patterns: tuple[str, ...]) -> _List:
    return _List(
        minus=_either(p for p in patterns if p.startswith("-")),
        every=_either(p for p in patterns if not p.startswith("-") and not p.endswith(":own")),
        own=_either(p for p in patterns if not p.startswith("-") and p.endswith(":own")),
    )


@cache
def _never() -> re.Pattern[str]:
    return _either(NEVER)


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    globs = [glob for pattern in patterns for glob in _globs(_bare(pattern))]
    parts = [".*".join(map(re.escape, glob.split("*"))) for glob in globs]
    return re.compile("|".join(parts) if parts else r"(?!)")
