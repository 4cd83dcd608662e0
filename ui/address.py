"""The state of a page is its address: what is chosen stands in the query, so that every view is a link.

A widget made here shows what the query says and writes what is chosen back; a value that the query does not hold, or
that is no longer to be had, is the default. Values are ids, never labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

Shown = Callable[[str], str]


def get(name: str) -> str | None:
    """What the address says, None where it says nothing."""
    return st.query_params.get(name) or None


def put(**values: str | None) -> None:
    """Write values into the address; None takes one out. For callbacks and before anything reads the value."""
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def one(name: str, options: Sequence[str], default: str | None = None) -> str | None:
    """The value of the address where it is one of the options, else the default."""
    value = get(name)
    return value if value in options else default


def many(name: str, options: Sequence[str]) -> list[str]:
    """The values of the address that are among the options; all options where it names none."""
    asked = st.query_params.get_all(name)
    return [option for option in options if option in asked] or list(options)


def selectbox(
    label: str, name: str, options: Sequence[str], shown: Shown, default: str | None = None, clears: Sequence[str] = ()
) -> str | None:
    """A list to choose one from; choosing takes the parameters `clears` out of the address."""
    key = _follow(name, one(name, options, default or next(iter(options), None)))
    return st.selectbox(label, options, format_func=shown, key=key, on_change=_write, args=(name, tuple(clears)))


def radio(
    label: str, name: str, options: Sequence[str], shown: Shown, captions: Sequence[str], chosen: str | None
) -> None:
    """Buttons for one choice each, below one another; `chosen` may be none of them."""
    key = _follow(name, chosen if chosen in options else None)
    st.radio(
        label, options, index=None, format_func=shown, captions=captions, key=key, on_change=_write, args=(name, ()),
        label_visibility="collapsed",
    )  # fmt: skip


def segments(label: str, name: str, options: Sequence[str], shown: Shown, clears: Sequence[str] = ()) -> str:
    """A row of buttons, of which the first is chosen by default and one always is."""
    key = _follow(name, one(name, options, options[0]))
    st.segmented_control(
        label,
        options,
        format_func=shown,
        key=key,
        on_change=_write,
        args=(name, tuple(clears)),
        required=True,
        wrap=True,
    )
    return one(name, options, options[0]) or options[0]


def multiselect(
    label: str, name: str, options: Sequence[str], shown: Shown, placeholder: str, clears: Sequence[str] = ("part",)
) -> list[str]:
    """A list to choose several from; none chosen means all."""
    asked = st.query_params.get_all(name)
    key = _follow(name, [option for option in options if option in asked])
    st.multiselect(
        label,
        options,
        format_func=shown,
        key=key,
        on_change=_write,
        args=(name, tuple(clears)),
        placeholder=placeholder,
    )
    return many(name, options)


def search(label: str, name: str, placeholder: str, clears: Sequence[str] = ("part",)) -> str:
    """A field for words to look for."""
    key = _follow(name, get(name) or "")
    st.text_input(label, key=key, on_change=_write, args=(name, tuple(clears)), placeholder=placeholder, max_chars=200)
    return (get(name) or "").strip()


def part(name: str, total: int, size: int, default: int = 1) -> slice:
    """Buttons for the parts of a long list, where there is more than one; the slice of the part that is open."""
    parts = max(1, -(-total // size))
    asked = get(name)
    open_part = min(int(asked), parts) if asked and asked.isdecimal() and int(asked) else min(default, parts)
    if parts > 1:
        key = _follow(name, open_part)
        st.pagination(parts, key=key, on_change=_write, args=(name, ()))
    return slice((open_part - 1) * size, open_part * size)


def _follow(name: str, value: object) -> str:
    """Make the widget of a parameter show a value; gives the widget's key."""
    key = f"address_{name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _write(name: str, clears: tuple[str, ...]) -> None:
    """Write what was chosen into the address."""
    value = st.session_state[f"address_{name}"]
    if isinstance(value, list | tuple):
        st.query_params[name] = list(value)
    else:
        put(**{name: None if value is None else str(value)})
    put(**dict.fromkeys(clears))
