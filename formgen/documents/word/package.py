"""Opens a Word file of unknown origin: everything is looked at before anything is used."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from formgen.errors import TemplateError
from formgen.text import Text

MEMBERS = 2000
UNPACKED = 200 * 1024 * 1024
RATIO = 100

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT_TYPES = "[Content_Types].xml"

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # the container of .doc files, and of .docx files with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL_PATH = re.compile(r"(?i)(file:/{0,3})?[a-z]:[/\\]|file:///[^/\\]|[^/\\:]+$")
# Field codes that fetch something from elsewhere when the document is opened.
_FETCHING = re.compile(r"(?im)^\s*(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|RD)\b")

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    KeyError,
)


def read(data: bytes, name: str) -> dict[str, bytes]:
    """The members of a .docx by name, safe to hand to python-docx.

    Refused with a TemplateError of one sentence: anything that is no .docx, a broken or a protected one, one that
    unpacks to too much (OWASP ASVS 5.0, 5.2.3), names that lead out of a folder, a DOCTYPE, macros, and whatever
    fetches something from elsewhere. The path of the author's own template is left out.
    """
    if data.startswith(_OLE):
        raise _refused(name, _PASSWORD if _ENCRYPTED in data else _OLD_WORD)
    members = _unpacked(data, name)
    trees = {member: _tree(blob, name, member) for member, blob in members.items() if _is_xml(member, blob)}
    _check_kind(trees, members, name)
    for member, tree in trees.items():
        _check_fields(tree, name)
        if _without_outside(tree, name) or _without_own_template(tree):
            members[member] = etree.tostring(tree, encoding="UTF-8", standalone=True)
    return members


def stored(members: Mapping[str, bytes]) -> io.BytesIO:
    """The members as a ZIP in memory, for python-docx to read: exactly what was checked, and nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, blob in members.items():
            archive.writestr(name, blob)
    buffer.seek(0)
    return buffer


# ---- the ZIP ------------------------------------------------------------------------------------------------------


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _UNREADABLE as error:
        raise _refused(name, _NOT_WORD if not data.startswith(b"PK") else _DAMAGED) from error
    with archive:
        _check_size(entries, len(data), name)
        _check_names(entries, name)
        try:
            return {entry.filename: archive.read(entry) for entry in entries}
        except _UNREADABLE as error:
            raise _refused(name, _DAMAGED) from error


def _check_size(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """By the directory alone: nothing has been unpacked yet, and unpacking stops at the size stated there."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MEMBERS or total > UNPACKED or total > RATIO * packed:
        raise _refused(name, _TOO_LARGE)


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    strange = [n for n in names if n.startswith("/") or "\\" in n or ":" in n or ".." in n.split("/") or "\0" in n]
    if strange or len({n.lower() for n in names}) < len(names):
        raise _refused(name, _STRANGE_NAMES)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, _PASSWORD)


# ---- the XML in it ------------------------------------------------------------------------------------------------


def _is_xml(member: str, blob: bytes) -> bool:
    """By its name, or by how it begins: python-docx goes by the content type, which may say anything."""
    return member.lower().endswith((".xml", ".rels", ".vml")) or blob.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:1] == b"<"


def parser() -> etree.XMLParser:
    """A parser that looks nothing up: no entities, no DTD, no network, and lxml's limits on size and depth."""
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def _tree(blob: bytes, name: str, member: str) -> etree._Element:
    if b"<!DOCTYPE" in blob:  # the usual spelling is caught before anything is parsed
        raise _refused(name, _DOCTYPE)
    try:
        root = etree.fromstring(blob, parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(name, _BROKEN_PART.fill(part=member)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(name, _DOCTYPE)
    return root


def _check_kind(trees: Mapping[str, etree._Element], members: Mapping[str, bytes], name: str) -> None:
    if _CONTENT_TYPES not in trees:
        raise _refused(name, _NOT_WORD)
    kinds = {str(entry.get("ContentType")) for entry in trees[_CONTENT_TYPES] if isinstance(entry.tag, str)}
    if any("macroEnabled" in kind for kind in kinds) or any("vbaproject" in member.lower() for member in members):
        raise _refused(name, _MACROS)
    if MAIN.replace("document.main", "template.main") in kinds:
        raise _refused(name, _DOTX)
    if MAIN not in kinds:
        raise _refused(name, _NOT_WORD)


def _without_outside(tree: etree._Element, name: str) -> bool:
    """Takes out the path of the author's own template and says whether it was there; refuses other things outside."""
    found = False
    for relation in list(tree.iter(_RELATIONSHIP)):
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        target = str(relation.get("Target", ""))
        if kind == "aFChunk":
            raise _refused(name, _OTHER_DOCUMENT)
        if relation.get("TargetMode", "").lower() != "external" or kind == "hyperlink":
            continue
        if kind != "attachedTemplate" or not _LOCAL_PATH.match(target):
            raise _refused(name, _OUTSIDE.fill(target=target))
        _taken_out(relation)
        found = True
    return found


def _without_own_template(settings: etree._Element) -> bool:
    found = list(settings.iter(f"{{{_WORD}}}attachedTemplate"))
    for element in found:
        _taken_out(element)
    return bool(found)


def _taken_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _check_fields(tree: etree._Element, name: str) -> None:
    found = _FETCHING.search("".join(_field_codes(tree)))
    if found:
        raise _refused(name, _FETCHING_FIELD.fill(code=found.group(1)))


def _field_codes(tree: etree._Element) -> Iterator[str]:
    """The field codes of a part, each on a line of its own; Word splits one code over several elements."""
    for element in tree.iter(f"{{{_WORD}}}fldChar", f"{{{_WORD}}}instrText", f"{{{_WORD}}}fldSimple"):
        if element.tag == f"{{{_WORD}}}instrText":
            yield element.text or ""
        else:
            yield "\n" + str(element.get(f"{{{_WORD}}}instr", "")) + "\n"


# ---- the sentences ------------------------------------------------------------------------------------------------


def _refused(name: str, why: Text) -> TemplateError:
    return TemplateError(Text("{name}: {why}", "{name}: {why}").fill(name=name, why=why))


_NOT_WORD = Text(
    "dit is geen Word-document. Kies een bestand dat Word als .docx heeft bewaard.",
    "this is not a Word document. Choose a file that Word saved as .docx.",
)
_DAMAGED = Text(
    "dit bestand is beschadigd of niet compleet. Open het in Word en bewaar het opnieuw als .docx.",
    "this file is damaged or incomplete. Open it in Word and save it again as .docx.",
)
_BROKEN_PART = Text(
    'het onderdeel "{part}" van dit document is beschadigd. Open het in Word, bewaar het opnieuw als .docx en probeer '
    "het nog eens.",
    'the part "{part}" of this document is damaged. Open it in Word, save it again as .docx and try once more.',
)
_PASSWORD = Text(
    "dit document is met een wachtwoord beveiligd. Haal het wachtwoord eraf in Word en bewaar het opnieuw.",
    "this document is protected by a password. Take the password off in Word and save it again.",
)
_OLD_WORD = Text(
    "dit is een oud Office-bestand, bijvoorbeeld .doc. Open het in Word en bewaar het als .docx.",
    "this is an old Office file, for example .doc. Open it in Word and save it as .docx.",
)
_MACROS = Text(
    "dit document bevat macro's. Bewaar het in Word als .docx, dan gaan de macro's eruit.",
    "this document holds macros. Save it in Word as .docx, which takes the macros out.",
)
_DOTX = Text(
    "dit is een Word-sjabloon (.dotx). Open het in Word en bewaar het als .docx.",
    "this is a Word template file (.dotx). Open it in Word and save it as .docx.",
)
_TOO_LARGE = Text(
    f"dit bestand is uitgepakt te groot: hooguit {MEMBERS} onderdelen, {UNPACKED // 1024**2} MB samen, en {RATIO} keer "
    "het bestand zelf. Verklein de afbeeldingen en probeer het nog eens.",
    f"this file is too large when unpacked: at most {MEMBERS} parts, {UNPACKED // 1024**2} MB together, and {RATIO} "
    "times the file itself. Make the pictures smaller and try once more.",
)
_STRANGE_NAMES = Text(
    "dit bestand bevat onderdelen met vreemde namen, zoals Word ze niet maakt. Maak het opnieuw in Word.",
    "this file holds parts with strange names, which Word does not write. Make it again in Word.",
)
_DOCTYPE = Text(
    "dit bestand bevat een DOCTYPE; in een Word-document hoort die niet. Maak het opnieuw in Word.",
    "this file holds a DOCTYPE, which has no place in a Word document. Make it again in Word.",
)
_OTHER_DOCUMENT = Text(
    "in dit document zit een ander document dat Word bij het openen inleest. Neem de tekst zelf over.",
    "inside this document is another document that Word reads in when it opens it. Put the text itself in its place.",
)
_OUTSIDE = Text(
    'dit document haalt iets van buiten op: "{target}". Voeg de afbeelding of tekst in het document zelf in.',
    'this document fetches something from outside: "{target}". Insert the picture or text into the document itself.',
)
_FETCHING_FIELD = Text(
    'dit document bevat de veldcode "{code}", die iets van buiten ophaalt. Haal dat veld weg in Word.',
    'this document holds the field code "{code}", which fetches something from outside. Take that field out in Word.',
)
