"""The tag behind a requirement in reports since April 2025: an outcome or enabler of the national framework.

Source: Children's social care national framework (Department for Education, December 2023): four outcomes, three
enablers, principles. Printed forms vary: "(outcome 3, national framework)", "[Outcome 4, national framework].",
"(National Framework outcome two)", "(enabler: the workforce is equipped and effective, national framework)".
"""

from __future__ import annotations

import re

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_ENABLERS = (
    (re.compile(r"multi-?agency", re.IGNORECASE), "enabler_1"),
    (re.compile(r"\bleaders?\b", re.IGNORECASE), "enabler_2"),
    (re.compile(r"\bworkforce\b", re.IGNORECASE), "enabler_3"),
)
_TAG = re.compile(
    r"(?:\s*[(\[]\s*|(?<=[.;])\s+)(?P<inner>(?:outcome|enabler|principle)s?\b[^()\[\]]{0,80}?,?:?\s*national framework"
    r"|national framework\b[^()\[\]]{0,10}(?:outcome|enabler|principle)s?\b[^()\[\]]{0,60}?)"
    r"\s*[)\]]?(?P<stop>[.;,]?)\s*$",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(outcome|enabler|principle)s?\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\b(\d|{'|'.join(_NUMBERS)})\b", re.IGNORECASE)


def without_tag(text: str) -> tuple[str, str | None]:
    """The requirement without its tag, and the tag as an id: "outcome_3", "enabler_2"; several joined by ", "."""
    found = _TAG.search(text)
    if not found:
        return text, None
    before = text[: found.start()].rstrip()
    stop = "" if before.endswith((".", ";", ",", ":")) else found["stop"]
    return before + stop, _id(found["inner"])


def _id(inner: str) -> str:
    kind = _KIND.search(inner)
    assert kind  # the tag's own pattern asks for the word
    numbers = [_NUMBERS.get(number.lower(), number) for number in _NUMBER.findall(inner)]
    if numbers:
        return ", ".join(f"{kind[1].lower()}_{number}" for number in numbers)
    named = next((name for pattern, name in _ENABLERS if pattern.search(inner)), None)
    return named or kind[1].lower()
