"""Files into words and paragraphs. What turns on its reader is caught here, in a limited child process."""

from extract.read.child import page_png, read, read_list_items, read_tables
from extract.read.scanned import OnPage

__all__ = ["OnPage", "page_png", "read", "read_list_items", "read_tables"]
