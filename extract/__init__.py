"""One file in, one Extraction out: no store, no screen, no other document."""
