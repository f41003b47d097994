"""Rewrites the golden documents: `make golden`. Look at the diff before you keep it."""

import shutil

from tests.golden import CASES, GOLDEN, wanted


def main() -> None:
    """Writes what the samples' documents say now, and removes what no sample makes any more."""
    for folder in GOLDEN.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            shutil.rmtree(folder)
    count = 0
    for name, path in CASES:
        for file, text in wanted(name, path).items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            count += 1
    print(f"{count} golden documents of {len(CASES)} samples. Look at the difference: git diff tests/golden")


if __name__ == "__main__":
    main()
