"""Peak memory of the child that reads a report of 60 pages, and of its caller, each in a process of its own.

The report is made of the pages of born-digital reports, joined by PDFium. Linux counts for a new process what its
caller had when it started it, so the child's figure is never below the caller's at that moment: it is an upper bound.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from timing import ROOT, reports

PAGES = 60
WANTED_MB = 400
MEASURED = """
import resource, sys
from pathlib import Path
from extract.pipeline import extract
from extract.read import child
{step}
child.POOL.close()
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(own.split()[1]) >> 10, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)
"""
STEPS = {
    "read": "child.read(Path(sys.argv[1]))",
    "read with tables": "child.read(Path(sys.argv[1])); child.read_tables(Path(sys.argv[1]))",
    "extract": "extract(Path(sys.argv[1]), kind='inspection_report')",
}


def joined(folder: Path) -> Path:
    """A PDF of 60 pages of reports."""
    made = pypdfium2.PdfDocument.new()
    for path in reports(1000):
        left = PAGES - len(made)
        if not left:
            break
        with pypdfium2.PdfDocument(path) as report:
            made.import_pages(report, list(range(min(left, len(report)))))
    path = folder / "report.pdf"
    made.save(path)
    print(f"{len(made)} pages, {path.stat().st_size >> 10} kB")
    return path


def main() -> None:
    """Print the peak memory of caller and child, step by step."""
    with tempfile.TemporaryDirectory() as folder:
        path = joined(Path(folder))
        for name, step in STEPS.items():
            script = MEASURED.format(step=step)
            done = subprocess.run(
                [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
            )
            caller, child = done.stdout.split()
            print(f"{name}: child {child} MB (wanted: under {WANTED_MB}), caller {caller} MB")


if __name__ == "__main__":
    main()
