"""The structure of a tagged PDF, as far as added pages must take part in it: what screen readers follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.documents.pdf.continuation import Element
from formgen.documents.pdf.syntax import Node, Update


@dataclass(frozen=True, slots=True)
class Tags:
    """The structure tree of a template, cut where new elements are added.

    `root` and `document` are cut where their kids are named; without a `document` the elements hang from the root.
    `kids` are the references its list holds now; `tree` the entries of the parent tree (`/Nums[...` or `/Kids[...`,
    not yet closed) and `next_key` the first free key of that tree.
    """

    root: Node
    document: Node | None
    kids: bytes
    tree: bytes
    next_key: int

    def extend(self, update: Update, elements: Sequence[Element], first_page: int, pages: int) -> None:
        """Add the headings and paragraphs of new pages (numbered from `first_page`) at the end of the tree."""
        first = update.reserve(len(elements))
        parent = self.document or self.root
        marks: list[dict[int, int]] = [{} for _ in range(pages)]
        for number, element in enumerate(elements, first):
            update.put(number, _element(element, parent.number, first_page))
            for page, mark in element.marks:
                marks[page][mark] = number
        kids = self.kids + b"".join(b" %d 0 R" % number for number in range(first, first + len(elements)))
        tree = update.add(self._grown(update, marks))
        more = b"/ParentTree %d 0 R/ParentTreeNextKey %d" % (tree, self.next_key + pages)
        if self.document:
            update.objects[self.document.number] = self.document.finished(b"/K[%b]" % kids)
            more += b"/K %d 0 R" % self.document.number
        else:
            more += b"/K[%b]" % kids
        update.objects[self.root.number] = self.root.finished(more)

    def _grown(self, update: Update, marks: Sequence[dict[int, int]]) -> bytes:
        """The parent tree with a list for each new page: which element every mark belongs to."""
        lists = [b"[%b]" % b" ".join(b"%d 0 R" % page[mark] for mark in sorted(page)) for page in marks]
        added = b"".join(b" %d %b" % (key, one) for key, one in enumerate(lists, self.next_key))
        if self.tree.startswith(b"/Kids"):
            last = self.next_key + len(marks) - 1
            leaf = update.add(b"<</Limits[%d %d]/Nums[%b]>>" % (self.next_key, last, added))
            return b"<<%b %d 0 R]>>" % (self.tree, leaf)
        return b"<<%b%b]>>" % (self.tree, added)


def _element(element: Element, parent: int, first_page: int) -> bytes:
    """One element; its lines refer to a page each, as a paragraph may go on overleaf."""
    lines = b"".join(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (first_page + page, mark) for page, mark in element.marks)
    role = element.role.encode("ascii")
    page = first_page + element.marks[0][0]
    return b"<</Type/StructElem/S/%b/P %d 0 R/Pg %d 0 R/K[%b]>>" % (role, parent, page, lines)
