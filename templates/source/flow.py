"""Decides on which page each block of a form stands, and how much higher its big boxes may become."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib.units import mm

from templates.source.blocks import BEFORE, Block
from templates.source.paper import BOTTOM, TOP, Paper

ROOM = TOP - BOTTOM
BROKEN = 0.02  # what breaking a section costs, against the square of the empty part of a page
AIR = 1.6 * mm  # at most this much is added below each block of a page that is not full
LONELY = 0.15  # what it costs when only one row of a section stands before or after the break


@dataclass(frozen=True)
class Page:
    """Blocks `first` up to but not including `after`; `spare` is the height they leave."""

    first: int
    after: int
    spare: float


def laid_out(blocks: Sequence[Block]) -> list[Page]:
    """The blocks over as few pages as hold them, then with the least empty space and the fewest broken sections.

    A page never ends with a heading. Raises ValueError when a block is higher than a page.
    """
    count = len(blocks)

    @cache
    def best(first: int) -> tuple[int, float, tuple[Page, ...]]:
        if first == count:
            return 0, 0.0, ()
        found: list[tuple[int, float, tuple[Page, ...]]] = []
        used = -BEFORE if blocks[first].opens else 0.0
        for after in range(first + 1, count + 1):
            used += blocks[after - 1].height
            if used > ROOM:
                break
            if blocks[after - 1].opens:
                continue
            page = Page(first, after, ROOM - used)
            pages, cost, rest = best(after)
            found.append((pages + 1, cost + price(blocks, page), (page, *rest)))
        if not found:
            raise ValueError(f"block {first} of {count} does not fit on a page")
        return min(found, key=lambda one: one[:2])

    return list(best(0)[2])


def price(blocks: Sequence[Block], page: Page) -> float:
    """What is wrong with ending a page here: empty space that no box can take, and a section in two pieces."""
    empty = max(0.0, page.spare - sum(block.grows for block in blocks[page.first : page.after])) / ROOM
    if page.after == len(blocks):
        return 0.0 if empty < 0.7 else empty**2
    if blocks[page.after].opens:
        return empty**2
    before = page.after - 1
    while before > page.first and not blocks[before].opens:
        before -= 1
    lonely = page.after - before <= 2 or page.after + 1 == len(blocks) or blocks[page.after + 1].opens
    return empty**2 + BROKEN + (LONELY if lonely else 0.0)


def draw(paper: Paper, blocks: Sequence[Block]) -> None:
    """Draw all blocks; on each page the big boxes share the height that is left."""
    for page in laid_out(blocks):
        paper.turn()
        here = blocks[page.first : page.after]
        wanted = sum(block.grows for block in here)
        share = min(1.0, page.spare / wanted) if wanted else 0.0
        top = TOP + (BEFORE if here[0].opens else 0.0)
        rest = page.spare - wanted * share
        air = min(AIR, rest / len(here)) if page.after < len(blocks) else 0.0
        for block in here:
            if block.opens:
                paper.begin("Sect")
            block.draw(paper, top, block.grows * share)
            top -= block.height + block.grows * share + air
