"""Measures the house: lines of modules and functions. `python -m tests.measures` prints the table."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One module of the package, parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function and method, also those inside another."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def modules(folder: str = "formgen") -> list[Module]:
    """Every module of the folder; migrations are written by a tool's rules and are left out."""
    paths = [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]
    texts = [(path, path.read_text("utf-8")) for path in paths]
    return [Module(path, text, ast.parse(text)) for path, text in texts]


def length(function: Function) -> int:
    """From `def` to the last line of the body."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def statements(folder: str) -> int:
    """Lines that are neither empty nor a comment."""
    lines = [line.strip() for module in modules(folder) for line in module.text.splitlines()]
    return sum(1 for line in lines if line and not line.startswith("#"))


def main() -> None:
    """Prints the size table."""
    known = modules()
    sizes = sorted(module.lines for module in known)
    lengths = sorted(length(function) for module in known for function in module.functions())
    print("               count   lines  median   p90    max")
    for what, numbers in (("modules", sizes), ("functions", lengths)):
        p90 = numbers[int(len(numbers) * 0.9)]
        print(f"{what:12}{len(numbers):8}{sum(numbers):8}{median(numbers):8.0f}{p90:6}{max(numbers):7}")
    code, tests = statements("formgen"), statements("tests")
    print(f"test : code  {tests} : {code} = {tests / code:.2f}")


if __name__ == "__main__":
    main()
