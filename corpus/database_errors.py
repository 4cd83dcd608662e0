"""What went wrong in the database, as one sentence that says what to do.

SQLite tells its errors by their text, PostgreSQL by the SQLSTATE of its manual's appendix A; an error without one comes
from the driver, before or after there was a connection. No sentence shows a password.
"""

from __future__ import annotations

import sqlalchemy as sa

from corpus.errors import DamagedStoreError, StoreError

BUSY_SECONDS = 30
"""How long a write waits for the other writers."""
_DAMAGED = ("not a database", "malformed", "disk image", "no such table", "42P01", "42703", "XX001", "XX002")
_BUSY = ("locked", "55P03")
_CLOSED = ("readonly", "unable to open", "42501", "25006")
_GONE = ("57P01", "57P02")


def told(url: sa.URL, why: sa.exc.DBAPIError) -> StoreError:
    """The error to raise for one that the database of this URL gave."""
    place = _place(url)
    reason = str(why.orig).strip().splitlines()[0] if str(why.orig).strip() else "no reason given"
    sign = reason if url.get_backend_name() == "sqlite" else (getattr(why.orig, "sqlstate", None) or "")
    if _has(sign, _DAMAGED):
        return DamagedStoreError(
            f"The store {place} is damaged ({reason}); restore it from a backup, or move it away and ingest the "
            "documents again."
        )
    if _has(sign, _BUSY):
        return StoreError(
            f"The store {place} has been in use by another program for {BUSY_SECONDS} seconds; try again later."
        )
    if _has(sign, _CLOSED):
        return StoreError(f"The store {place} cannot be written ({reason}); check the permissions or use --store.")
    if why.connection_invalidated or _has(sign, _GONE):
        return StoreError(
            f"The store {place} went away while it was in use ({reason}); the last change may not have been kept: "
            "try again."
        )
    if isinstance(why, sa.exc.OperationalError) and not sign:
        return StoreError(
            f"The store {place} cannot be reached ({reason}); check its address and that its server runs."
        )
    return StoreError(f"The store {place} failed ({reason}); check the disk and try again.")


def _place(url: sa.URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    # The query may hold a password too.
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _has(sign: str, signs: tuple[str, ...]) -> bool:
    return any(one in sign for one in signs)
