"""Run every benchmark of this folder, each in a process of its own, and say which could not run.

Every script prints its figures as ratios against a named peer of the same run where it has one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    """Run the scripts in their order of name; the exit status is 1 where one of them failed."""
    failed = []
    for script in sorted(FOLDER.glob("*.py")):
        if script.name in ("run.py", "timing.py", "clauses.py"):
            continue
        print(f"\n== {script.stem}", flush=True)
        if subprocess.run([sys.executable, str(script)], cwd=FOLDER.parent, check=False).returncode:
            failed.append(script.stem)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
