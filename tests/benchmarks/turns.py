"""Measures recipes in turns, so that a busy moment of the machine hurts all of them alike."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Recipe = Callable[[], object]

_QUICK = 3.0  # milliseconds; what takes less is run more often
_OFTEN = 20


def measured(recipes: Mapping[str, Recipe], rounds: int) -> dict[str, float]:
    """The median milliseconds of each recipe, after two rounds to warm up.

    They are milliseconds of the processor, not of the clock: what other programs do meanwhile is not counted.
    """
    for recipe in recipes.values():
        recipe()
    often = {name: _OFTEN if _once(recipe) < _QUICK else 1 for name, recipe in recipes.items()}
    times: dict[str, list[float]] = {name: [] for name in recipes}
    for _ in range(rounds):
        for name, recipe in recipes.items():
            gc.collect()  # what one leaves behind is not cleared in the time of another
            times[name] += [_once(recipe) for _ in range(often[name])]
    return {name: median(numbers) for name, numbers in times.items()}


def _once(recipe: Recipe) -> float:
    start = time.process_time()
    recipe()
    return (time.process_time() - start) * 1000
