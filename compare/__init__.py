"""Extractions in, comparisons out: no file formats, no store, no screen."""
