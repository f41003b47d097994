"""The pages of one document: the template's own with what is put under and over them, and sheets behind the last."""

from collections.abc import Sequence

from formgen.documents.draftmark import Mark
from formgen.documents.pdf.continuation import PAGE, Sheets
from formgen.documents.pdf.syntax import numbers, stream
from formgen.documents.pdf.writing import Writer

Stamp = tuple[bytes, bytes]  # operators that belong to a page, and the pictures they name


def append(writer: Writer, sheets: Sheets, mark: Mark | None) -> None:
    """Add the sheets behind the last page, with their headings and paragraphs in the structure."""
    source, update = writer.source, writer.update
    first = update.reserve(len(sheets.pages))
    tags = source.tags
    for index, page in enumerate(sheets.pages):
        content, named = page.content()
        if mark:
            content, more = mark.around(content, PAGE)
            named += more
        body = update.add(stream(b"", content))
        parents = b"/StructParents %d" % (tags.next_key + index) if tags else b""
        update.put(
            first + index,
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b]/Rotate 0/Contents %d 0 R/Resources<<%b>>/Tabs/S%b>>"
            % (source.pages_root.number, numbers(*PAGE), body, writer.resource(named), parents),
        )
    kids = source.pages_kids + b"".join(b" %d 0 R" % (first + index) for index in range(len(sheets.pages)))
    count = len(source.pages) + len(sheets.pages)
    update.objects[source.pages_root.number] = source.pages_root.finished(b"/Kids[%b]/Count %d" % (kids, count))
    if tags:
        tags.extend(update, sheets.elements, first, len(sheets.pages))


def paint(writer: Writer, mark: Mark | None, stamps: Sequence[Stamp]) -> None:
    """Write the template's pages anew: with the mark under and above their content, and with their stamps, if any."""
    update = writer.update
    begin = b"%d 0 R" % update.add(stream(b"", b"q"))
    for index, page in enumerate(writer.source.pages):
        before, after, pictures = begin, b"Q", b""
        if stamps:
            after += b"\n" + stamps[index][0]
            pictures += stamps[index][1]
        if mark:
            under, over = mark.under(page.box, page.turn), mark.over(page.box, page.turn)
            entries = b"/Type/XObject/Subtype/Form/BBox[%b]/Resources<<%%b>>" % numbers(*page.box)
            below = update.add(stream(entries % writer.resource(under[1]), under[0]))
            above = update.add(stream(entries % writer.resource(over[1]), over[0]))
            pictures += b"/FormgenUnder %d 0 R/FormgenOver %d 0 R" % (below, above)
            before = b"%d 0 R %b" % (update.add(stream(b"", b"/Artifact BMC /FormgenUnder Do EMC")), before)
            after += b"\n/Artifact BMC /FormgenOver Do EMC"
        behind = b"%d 0 R" % update.add(stream(b"", after))
        update.objects[page.node.number] = page.finished(before, behind, pictures)
