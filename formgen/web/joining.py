"""A posted page on its way into the draft: what met another tab's words there, and whether the draft was gone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from formgen.store.drafts import Content, Draft
from formgen.web import posted
from formgen.web.posted import Posted
from formgen.web.visit import keep, was_kept


@dataclass(frozen=True, slots=True)
class Joined:
    """The draft with a page in it.

    `clashes` is what the draft holds of each answer that was changed elsewhere too, and so was not kept. `gone` says
    that the page was drawn from a draft that is no more: deleted here or elsewhere, expired, or locked with a lost key.
    Then all that stands on the page was kept in a new one, and nothing of the other pages is there.
    """

    draft: Draft
    clashes: dict[str, str]
    gone: bool


def put_in(address: str, page: Posted, act: Callable[[Content, Content], Content]) -> Joined:
    """Keep what the page holds. `act` makes the content to keep of the joined one and the one before; not in a clash.

    Raises FullError and FullPocketError when there is no room for it; nothing was kept then.
    """
    clashes: dict[str, str] = {}
    gone = []

    def edit(content: Content) -> Content:
        joined, found = posted.join(content, page)
        clashes.update(found)
        return joined if found else act(joined, content)

    def anew(content: Content) -> Content:
        gone.append(was_kept(address) or posted.drew_answers(page))
        joined, _ = posted.join(content, replace(page, seen={}))  # whatever stands there counts as typed
        return act(joined, content)

    draft = keep(address, edit, anew)
    return Joined(draft, clashes, any(gone))
