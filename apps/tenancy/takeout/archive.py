"""The zip itself: a manifest, one file of JSON lines per table, and the business's files. What is read was
checked.

Nothing in it names a place on a disk. Entries are written and read in pieces, so memory does not grow with
the business.
"""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from apps.tenancy.takeout.errors import (
    DamagedArchive,
    DangerousArchive,
    NewerArchive,
    UnusableArchive,
)

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
PEOPLE: Final = "people.jsonl"
FILES: Final = "files.jsonl"
PIECE: Final = 256 * 1024
MOST_MANIFEST: Final = 16 * 2**20
LONGEST_LINE: Final = 64 * 2**20
# Lines of equal rows pack well; what unpacks to more than this was made to fill a disk.
MOST_RATIO: Final = 250
ALWAYS_ALLOWED: Final = 64 * 2**20
NAME: Final = re.compile(
    r"(?:manifest\.json|people\.jsonl|files\.jsonl|rows/[a-z0-9_]{1,63}\.jsonl|files/[0-9A-Za-z_-]{16}/[^\\\0]{1,400})\Z"
)


def rows_entry(table: str) -> str:
    """Name of the entry with a table's rows."""
    return f"rows/{table}.jsonl"


def is_safe(name: str) -> bool:
    """Whether an entry's name stays inside of the archive's own folders."""
    return NAME.match(name) is not None and not {"", ".", ".."} & set(name.split("/"))


class ArchiveWriter:
    """Writes entries one after another to `file`, which need not be seekable."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)
        self.entries: dict[str, dict[str, Any]] = {}

    def put(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> dict[str, Any]:
        """Write one entry; answers its size and checksum, which the manifest repeats."""
        if not is_safe(name):
            raise DangerousArchive(entry=name)
        # Time and owner of nobody: two exports of the same business differ only where the business does.
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
        self.entries[name] = {"bytes": size, "sha256": digest.hexdigest()}
        return self.entries[name]

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the zip's directory."""
        own = {name: facts for name, facts in self.entries.items() if not name.startswith("files/")}
        text = json.dumps({"format": FORMAT, **manifest, "entries": own}, indent=1, sort_keys=True)
        self.put(MANIFEST, [text.encode()])
        self._zip.close()


class ArchiveReader:
    """Opens an archive. Raises UnusableArchive, NewerArchive, DamagedArchive, DangerousArchive."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise UnusableArchive from error
        self._infos = self._checked(file)
        self.manifest = self._manifest()
        self._facts = {name: _facts(name, facts) for name, facts in self.manifest["entries"].items()}
        for line in self.lines(FILES):
            name = f"files/{line.get('path')}"
            self._facts[name] = _facts(name, line)
        if set(self._facts) | {MANIFEST} != set(self._infos):
            odd = sorted((set(self._facts) | {MANIFEST}) ^ set(self._infos))
            raise DamagedArchive(entry=odd[0])
        for name, facts in self._facts.items():
            if self._infos[name].file_size != facts["bytes"]:
                raise DamagedArchive(entry=name)

    def _checked(self, file: IO[bytes]) -> dict[str, zipfile.ZipInfo]:
        infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            # Python cuts names at a zero byte; what stood there in the file counts.
            if info.filename in infos or not is_safe(info.orig_filename) or info.flag_bits & 1:
                raise DangerousArchive(entry=info.filename)
            if info.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
                raise DangerousArchive(entry=info.filename)
            infos[info.filename] = info
        file.seek(0, 2)
        unpacked = sum(info.file_size for info in infos.values())
        if unpacked > max(ALWAYS_ALLOWED, MOST_RATIO * file.tell()):
            raise DangerousArchive(entry=max(infos, key=lambda name: infos[name].file_size))
        return infos

    def _manifest(self) -> dict[str, Any]:
        info = self._infos.get(MANIFEST)
        if info is None:
            raise UnusableArchive
        if info.file_size > MOST_MANIFEST:
            raise DangerousArchive(entry=MANIFEST)
        try:
            manifest: Any = json.loads(b"".join(self._pieces(MANIFEST, info.file_size)))
        except ValueError as error:
            raise DamagedArchive(entry=MANIFEST) from error
        if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
            raise UnusableArchive
        if manifest["format"] > FORMAT:
            raise NewerArchive(what=f"format {manifest['format']}")
        if not isinstance(manifest.get("entries"), dict):
            raise DamagedArchive(entry=MANIFEST)
        return manifest

    @property
    def files(self) -> list[str]:
        """Names of the entries that are files of the business."""
        return [name for name in self._facts if name.startswith("files/")]

    def has(self, name: str) -> bool:
        """Whether there is such an entry."""
        return name in self._facts

    def pieces(self, name: str) -> Iterator[bytes]:
        """An entry's bytes; raises DamagedArchive before the end when they are not the ones that were
        written."""
        facts = self._facts.get(name)
        if facts is None or name not in self._infos:
            raise DamagedArchive(entry=name)
        digest = hashlib.sha256()
        for piece in self._pieces(name, facts["bytes"]):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != facts.get("sha256"):
            raise DamagedArchive(entry=name)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """An entry's JSON lines, checked like `pieces`."""
        rest = b""
        for piece in self.pieces(name):
            *complete, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise DangerousArchive(entry=name)
            for line in complete:
                yield self._line(name, line)
        if rest:
            raise DamagedArchive(entry=name)

    def _line(self, name: str, line: bytes) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except ValueError as error:
            raise DamagedArchive(entry=name) from error
        if not isinstance(value, dict):
            raise DamagedArchive(entry=name)
        return value

    def _pieces(self, name: str, size: int) -> Iterator[bytes]:
        read = 0
        try:
            with self._zip.open(self._infos[name]) as entry:
                while piece := entry.read(PIECE):
                    read += len(piece)
                    if read > size:
                        raise DamagedArchive(entry=name)
                    yield piece
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, KeyError, zlib.error) as error:
            raise DamagedArchive(entry=name) from error
        if read != size:
            raise DamagedArchive(entry=name)


def _facts(name: str, facts: Any) -> dict[str, Any]:
    if not isinstance(facts, dict) or not isinstance(facts.get("bytes"), int):
        raise DamagedArchive(entry=name)
    return facts
