"""A pack's folder, read: its tables, what stands in it, and what refers to what."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from apps.tenancy.packs.lines import lines_of
from apps.tenancy.packs.report import Report, shown
from apps.tenancy.packs.tables import Source, Table, expected_of

LANGUAGES: Final = ("en", "es", "fr")
MODULES: Final = (
    *("departures", "courses", "retail", "rentals", "fills", "service_orders", "stays", "room_service"),
    *("expenses", "leases", "appointments", "quotes", "deposits", "routes", "passes", "subscriptions"),
)
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_FILES: Final = 3000


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that is named, and where."""

    kind: str
    name: str
    file: str
    line: int


@dataclass(slots=True)
class Pack:
    """A pack as its files say. Sections read it, fill `named` and leave `references`."""

    folder: Path
    report: Report
    root: Table
    key: str = ""
    name: str = ""
    version: int = 0
    description: str = ""
    languages: tuple[str, ...] = ("en",)
    modules: tuple[str, ...] = ()
    # The language in which items are collected: the business's, when the pack has it.
    language: str = "en"
    named: dict[str, set[str]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    # Whatever sections leave for each other.
    shared: dict[str, Any] = field(default_factory=dict)
    _claimed: set[str] = field(default_factory=set)
    _tables: dict[str, Table] = field(default_factory=dict)
    _files: dict[str, Table | None] = field(default_factory=dict)
    _open: list[Table] = field(default_factory=list)

    def table(self, name: str) -> Table | None:
        """A table of pack.toml that several sections may read; it is closed after all of them."""
        if name not in self._tables:
            found = self.root.table(name)
            if found is None:
                return None
            self._tables[name] = found
        return self._tables[name]

    def file(self, file: str) -> Table | None:
        """A file that several sections may read and that need not be there; it is closed after all of them."""
        if file not in self._files:
            self._files[file] = self.read(file) if (self.folder / file).is_file() else None
        return self._files[file]

    def leave_open(self, *tables: Table) -> None:
        """Let later sections read tables too, which are closed after all of them."""
        self._open += tables

    def close(self) -> None:
        """What no section read is a problem, and so is what is named and not there."""
        shared = [one for one in self._files.values() if one is not None]
        for table in (*self._tables.values(), *shared, *self._open):
            table.close()
        self.root.close()
        self.check_references()
        self.check_strays()

    def name_one(self, kind: str, name: str, table: Table, member: str = "key") -> bool:
        """Note that the pack has something of the name; False, and a problem, when it has it already."""
        names = self.named.setdefault(kind, set())
        if name in names:
            table.wrong(member, found=shown(name), expected=_("this key stands further up already"))
            return False
        names.add(name)
        return True

    def refer(self, kind: str, name: str, table: Table, *member: str | int, below: int = 0) -> None:
        """Note that something is named, which `check_references` looks for."""
        if name:
            line = table.line_of(*member) + below
            self.references.append(Reference(kind, name, table.source.file, line))

    def check_references(self) -> None:
        """Report whatever is named and not there."""
        for one in self.references:
            known = self.named.get(one.kind, set())
            if one.name not in known:
                self.report.add(
                    one.file,
                    one.line,
                    found=_("no %(kind)s %(name)s") % {"kind": one.kind, "name": shown(one.name)},
                    expected=expected_of(one.name, known),
                )

    def files(self, folder: str, ending: str = ".toml") -> list[str]:
        """The files right in a folder of the pack, by name."""
        place = self.folder / folder
        if not place.is_dir():
            return []
        return sorted(f"{folder}/{path.name}" for path in place.iterdir() if path.name.endswith(ending))

    def path(self, file: str) -> Path:
        """Where a file of the pack stands, which is looked at now."""
        self._claimed.add(file)
        return self.folder / file

    def read(self, file: str) -> Table | None:
        """A file's table; None, and a problem, when it cannot be read."""
        return read_file(self.path(file), file, self.report, self.languages, self.language)

    def check_strays(self) -> None:
        """Report files that nobody reads."""
        for file in _walk(self.folder):
            if file not in self._claimed and not Path(file).name.startswith((".", "README")):
                self.report.add(
                    file,
                    1,
                    found=_("a file of no known place"),
                    expected=_("see docs/packs.md for the folders"),
                )


def read_file(
    path: Path, file: str, report: Report, languages: tuple[str, ...] = ("en",), language: str = "en"
) -> Table | None:
    """A TOML file's table; None, and a problem, when it cannot be read."""
    text = ""
    try:
        if path.stat().st_size > MOST_BYTES:
            report.add(file, 1, found=_("a file above 2 MB"), expected=_("a small one is expected"))
            return None
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        data = tomllib.loads(text)
    except FileNotFoundError:
        report.add(file, 1, found=_("no such file"), expected=_("it is wanted"))
    except OSError as error:
        report.add(file, 1, found=str(error.strerror), expected=_("a readable file is expected"))
    except UnicodeDecodeError:
        report.add(file, 1, found=_("a file that is not UTF-8"), expected=_("UTF-8 is expected"))
    except tomllib.TOMLDecodeError as error:
        line, sentence = _place(str(error), text)
        report.add(file, line, found=sentence, expected=_("TOML is expected"))
    except RecursionError:
        report.add(file, 1, found=_("tables nested too deeply"), expected=_("a few levels are expected"))
    else:
        source = Source(file, lines_of(text), report, languages, language, tuple(text.split("\n")))
        return Table(data, source)
    return None


def shipped() -> dict[str, Path]:
    """The packs of this installation by key."""
    place = Path(settings.PACKS)
    folders = sorted(place.iterdir()) if place.is_dir() else []
    return {folder.name: folder for folder in folders if (folder / "pack.toml").is_file()}


def load(folder: Path, *, language: str = "") -> Pack:
    """The pack's head; what is wrong stands in its report. Sections read the rest: see `sections.collect`."""
    report = Report()
    root = read_file(folder / "pack.toml", "pack.toml", report)
    if root is None:
        root = Table({}, Source("pack.toml", {}, report))
        return Pack(folder, report, root, _claimed={"pack.toml"})
    pack = Pack(folder, report, root, _claimed={"pack.toml"})
    head = root.table("pack")
    if head is None:
        root.missing("pack")
        return pack
    pack.key = head.key()
    if pack.key and pack.key != folder.resolve().name:
        head.wrong("key", found=f"key = {shown(pack.key)}", expected=_("the folder's name is expected"))
    pack.name = head.text("name", wanted=True)
    pack.version = head.whole("version", 0, least=1, wanted=True) or 0
    pack.description = head.text("description", most=300)
    pack.languages = tuple(head.some_of("languages", LANGUAGES)) or ("en",)
    pack.modules = tuple(head.some_of("modules", MODULES))
    head.close()
    pack.language = language if language in pack.languages else pack.languages[0]
    root.source.languages, root.source.language = pack.languages, pack.language
    return pack


def _place(sentence: str, text: str) -> tuple[int, str]:
    """The line that a complaint of tomllib names, and the complaint without it."""
    told, _at, place = sentence.partition(" (at ")
    number = "".join(sign for sign in place.partition(",")[0] if sign.isdigit())
    return (int(number) if number else text.count("\n") + 1), told


def _walk(folder: Path) -> Iterator[str]:
    for count, path in enumerate(sorted(folder.rglob("*"))):
        if count > MOST_FILES:
            return
        if path.is_file():
            yield path.relative_to(folder).as_posix()
