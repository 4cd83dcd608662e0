"""The sample corpus: invented councils, their documents and the gold beside them, made from the texts in `texts/`."""
