"""What to do with the finished documents, and the amounts and terms that the pages of a form name."""

from formgen.form import Named, Step
from formgen.loader import texts
from formgen.loader.blocks import Words, words
from formgen.loader.conditions import read_condition
from formgen.loader.scope import Scope
from formgen.text import Text

STEP_WORDS = ("text", "when")
NAMED_WORDS = ("fact", "when")

_STEP = Text('een stap van "afterwards:"', 'a step of "afterwards:"')
_NAMED = Text('een regel van "facts:"', 'an entry of "facts:"')


def read_steps(block: Words, scope: Scope) -> tuple[Step, ...]:
    """The steps under `afterwards`, in their order; what cannot be used is noted and left out."""
    found = []
    for node in block.nodes("afterwards"):
        step = words(node, _STEP, STEP_WORDS, scope.faults)
        if step is None:
            continue
        text = texts.read_text(step.need("text"), scope.faults)
        when = read_condition(step.node("when"), scope)
        if text is not None:
            found.append(Step(text, when))
    return tuple(found)


def read_facts_named(block: Words, scope: Scope) -> tuple[Named, ...]:
    """The facts under `facts`, each of which must be in forms/facts.yml; what cannot be used is noted and left out."""
    found = []
    for node in block.nodes("facts"):
        entry = words(node, _NAMED, NAMED_WORDS, scope.faults)
        if entry is None:
            continue
        fact = entry.needed_scalar("fact")
        when = read_condition(entry.node("when"), scope)
        if fact is not None:
            found.append(Named(scope.fact_name(fact), when))
    return tuple(found)
