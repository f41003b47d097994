"""What the compiler could not prove for every document of a part, seen to in each one."""

import re
from collections.abc import Callable, Iterable
from itertools import compress, count

from formgen.documents.word.compiling import FIRST_DRAWING, numbered
from formgen.documents.word.shape import Shape

_ROWLESS = b"</w:tblGrid>"  # a table that ends here has no rows
_TABLE_END, _CELL_END = b"</w:tbl>", b"</w:tc>"
_TABLE_WITHOUT_ROWS = re.compile(rb"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*" + _ROWLESS + _TABLE_END, re.DOTALL)
_BEFORE_PARAGRAPHS = (b"</w:tcPr>", b"<w:tcPr/>", b"<w:tc>", _TABLE_END)  # a cell that ends here has none
_PARAGRAPH = b"<w:p/>"


class Mending:
    """Repairs the documents of one part: tables and cells left without content, rows that grew, drawings repeated."""

    def __init__(self, shape: Shape, constants: Iterable[bytes], mend: Callable[[str], str], paged: bool) -> None:
        """`mend` repairs the tables of a whole part; drawings are numbered only in what is `paged`, the body."""
        self._shape = shape
        self._mend = mend
        self._numbers = shape.drawings_vary and paged
        ends = (_CELL_END,) * shape.cells_may_empty + (_TABLE_END,) * shape.tables_may_empty
        # What was left out, if anything, stood before a piece of the template that begins with such an end.
        self._ends = frozenset(text for text in constants if text.startswith(ends)) if ends else frozenset()
        empty = [start + _CELL_END for start in _BEFORE_PARAGRAPHS] * shape.cells_may_empty
        self._always = not shape.settled or any(cell in text for text in constants for cell in empty)

    def joined(self, chunks: list[bytes]) -> bytes:
        """The whole part of these chunks: texts of the template and values by turns, of which none is XML itself."""
        if self._always:
            return self.mended(b"".join(chunks))
        for at in list(compress(count(0, 2), map(self._ends.__contains__, chunks[::2]))):
            before = next(filter(None, map(chunks.__getitem__, range(at - 1, -1, -1))), b"")
            if chunks[at].startswith(_TABLE_END) and before.endswith(_ROWLESS):
                return self.mended(b"".join(chunks))
            if chunks[at].startswith(_CELL_END) and before.endswith(_BEFORE_PARAGRAPHS):
                chunks[at] = _PARAGRAPH + chunks[at]
        return b"".join(chunks)

    def mended(self, data: bytes) -> bytes:
        """Any part as a whole: all of it is searched."""
        if self._shape.tables_may_empty and _ROWLESS + _TABLE_END in data:
            data = _TABLE_WITHOUT_ROWS.sub(b"", data)
        if self._shape.tables_vary:
            data = self._mend(data.decode()).encode()
        if self._numbers:
            data = numbered(data.decode(), FIRST_DRAWING)[0].encode()
        if self._shape.cells_may_empty:
            for start in _BEFORE_PARAGRAPHS:
                data = data.replace(start + _CELL_END, start + _PARAGRAPH + _CELL_END)
        return data
