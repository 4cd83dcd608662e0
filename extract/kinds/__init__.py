"""What each kind of document is made of, and telling which kind a document is."""
