"""`python -m scripts.samples`: write the sample corpus anew.

usage: python -m scripts.samples [--to FOLDER] [--every-form]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.samples.build import files

HOME = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def main() -> None:
    """Write every file whose bytes have changed and say how many."""
    parser = argparse.ArgumentParser(
        description="Writes the sample corpus and its gold from the texts beside this program."
    )
    parser.add_argument("--to", type=Path, default=HOME, help="folder to write to (default: corpus/samples)")
    parser.add_argument("--every-form", action="store_true", help="notices and plans in every format")
    arguments = parser.parse_args()
    written = total = 0
    for name, content in files(every_form=arguments.every_form):
        path = arguments.to / name
        total += 1
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written += 1
    print(f"{total} files, {written} of them new or changed, in {arguments.to}")


if __name__ == "__main__":
    main()
