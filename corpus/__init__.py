"""The documents that are kept: the store, ingest, the sample corpus and the evaluation on its gold."""
