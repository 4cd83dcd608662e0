"""What can go wrong with the store and with taking documents in; every message is one sentence for a person."""

from __future__ import annotations

from extract.errors import ClausemapError


class StoreError(ClausemapError):
    """The store cannot be opened, read or written."""


class NewerStoreError(StoreError):
    """The store was written by a newer version of Clausemap."""


class DamagedStoreError(StoreError):
    """The database file is no database, or is damaged."""


class UnknownDocumentError(StoreError):
    """No document of this id is in the store."""


class IngestError(ClausemapError):
    """A path, folder or archive holds nothing that can be taken in, or a file met a fault of the program."""


class GoldError(ClausemapError):
    """The gold for an evaluation is missing or does not fit its documents."""


class DecisionsError(ClausemapError):
    """A file of decisions cannot be read or holds something else."""
