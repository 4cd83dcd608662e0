"""Where fitted models lie: those that this office learnt from its decisions, else those that came with Clausemap."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from platformdirs import user_data_path

from extract.errors import ClausemapError

SHIPPED = Path(__file__).resolve().parents[1] / "models"


def folder() -> Path:
    """The office's own: the environment variable CLAUSEMAP_MODELS, else `models` where the store is by default.

    That is the folder that CLAUSEMAP_STORE names, or where it names a database or nothing, the user's data folder.
    """
    if named := os.environ.get("CLAUSEMAP_MODELS"):
        return Path(named).expanduser().resolve()
    store = os.environ.get("CLAUSEMAP_STORE") or ""
    place = Path(store).expanduser() if store and "://" not in store else user_data_path("clausemap", appauthor=False)
    return place.resolve() / "models"


def path(shipped: Path) -> Path:
    """The office's own file in the place of one that came with Clausemap, where there is one."""
    own = folder() / shipped.relative_to(SHIPPED)
    return own if own.is_file() else shipped


def write(folder: Path, content: Mapping[str, Callable[[Path], object]]) -> None:
    """Make files of the folder anew: all are whole on the disk before the first takes its place.

    content: for each name what writes the file to a path. ClausemapError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="incoming-") as incoming:
            for name, make in content.items():
                made = Path(incoming) / name
                made.parent.mkdir(exist_ok=True)
                make(made)
                with made.open("rb") as file:
                    os.fsync(file.fileno())
                (folder / name).parent.mkdir(exist_ok=True)
            for name in content:
                (Path(incoming) / name).replace(folder / name)
    except OSError as why:
        raise ClausemapError(
            f"The models cannot be written to {folder} ({why.strerror}); free some space or choose another folder."
        ) from why
