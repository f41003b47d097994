"""Names the files, puts several into one ZIP with a manifest: the same bytes for the same answers."""

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence

MANIFEST = "manifest.csv"
_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can hold; a file's own date would change its bytes
# Besides what systems refuse: letters that cannot be seen or that turn others around, so that names look as they are.
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f<>:"/\\|?*\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+'
)
# Names that Windows keeps for itself (Microsoft, "Naming Files, Paths, and Namespaces"): those with ¹, ² and ³ too.
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_LONGEST = 120  # characters before the ending: short enough for every file system, long enough for two surnames


def safe_name(wanted: str, ending: str) -> str:
    """A file name every system takes, with the letters people typed: `'t Hooft - aanvraag.pdf`.

    What cannot stand in a file name becomes a space; nothing can lead out of a folder; an empty name becomes
    `document`.
    """
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", wanted))
    name = re.sub(r"\s+", " ", "".join(c for c in name if unicodedata.category(c) not in ("Cs", "Cn", "Co"))).strip(
        " .-"
    )
    name = _shortened(name).strip(" .-") or "document"
    return (f"_{name}" if _RESERVED.match(name) else name) + ending


def _shortened(name: str) -> str:
    """At most 120 characters and 200 bytes of UTF-8, cut between characters."""
    name = name[:_LONGEST]
    while len(name.encode()) > 200:
        name = name[:-1]
    return name


def distinct(names: Iterable[str]) -> list[str]:
    """The names, a repeated one numbered: `a.pdf`, `a (2).pdf`. Capitals do not make a name another one."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        free, n = name, 1
        while free.casefold() in taken:
            n += 1
            free = f"{stem} ({n}){dot}{ending}" if dot else f"{name} ({n})"
        taken.add(free.casefold())
        found.append(free)
    return found


def zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """One ZIP of (name, bytes), by name, with a manifest as its last member: the same bytes for the same files.

    The names are made distinct. Word and PDF files are packed already, so they are stored as they are.
    """
    listed = dict(zip(distinct([MANIFEST, *(name for name, _ in files)])[1:], (data for _, data in files), strict=True))
    members = [(name, listed[name]) for name in sorted(listed)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (*members, (MANIFEST, manifest(members))):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def manifest(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A CSV file that lists these files by name: how long each is and its SHA-256, to prove that none was changed.

    With semicolons and a byte order mark, as a Dutch Excel opens it. A name that a spreadsheet would take for a
    formula has an apostrophe in front (OWASP ASVS 5.0, 1.2.10).
    """
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=";")
    rows.writerow(("file", "bytes", "sha256"))
    for name, data in sorted(files):
        shown = f"'{name}" if name.startswith(_FORMULA) else name
        rows.writerow((shown, len(data), hashlib.sha256(data).hexdigest()))
    return written.getvalue().encode("utf-8-sig")
