"""Theme mapping in clauses a second, against TF-IDF over the definitions alone."""

from __future__ import annotations

from timing import seconds

from compare.taxonomy import load
from compare.themes import label_texts

OPENINGS = (
    "Ensure that",
    "Improve",
    "Review and strengthen",
    "Put in place arrangements for",
    "Report to the board on",
)


def texts() -> list[str]:
    """Some 500 different clauses, made of the taxonomy's own words."""
    themes = load().themes
    return [
        f"{opening} {', '.join(theme.aliases[:3])} so that {theme.definition.lower()} Part {number}."
        for number, theme in enumerate([*themes, *themes, *themes])
        for opening in OPENINGS
    ][:500]


def main() -> None:
    """Print clauses a second of both."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    given = texts()
    fresh = iter(range(1_000_000))
    definitions = [f"{theme.definition} {' '.join(theme.aliases)}" for theme in load().themes]

    def ours() -> None:
        turn = next(fresh)  # new texts each time: vectors are kept by text
        label_texts([f"{text} {turn}" for text in given])

    def peer() -> None:
        vectors = TfidfVectorizer(stop_words="english").fit(definitions)
        (vectors.transform(given) @ vectors.transform(definitions).T).argmax(axis=1)

    own, other = seconds(ours, runs=2), seconds(peer)
    print(f"themes {len(given) / own:.0f} clauses/s (wanted: 100); TF-IDF alone {len(given) / other:.0f} clauses/s")
    print(f"ratio {other / own:.4f}")


if __name__ == "__main__":
    main()
