"""Data only: the taxonomy, the councils, the glossary and the fitted models, each with a card and its scores."""
