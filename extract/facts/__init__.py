"""What a clause says: deadlines, duty holders, references; and which council a document concerns."""
