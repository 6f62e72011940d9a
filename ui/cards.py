"""The small boxes beside a figure, and text that Markdown must leave alone."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import streamlit as st

from ui import presenter

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """``text`` with every character that Markdown would read as markup escaped."""
    return PUNCTUATION.sub(r"\\\1", text)


@contextmanager
def card(title: str, body: str) -> Iterator[None]:
    """A bordered box in the side column: a small heading, then ``body`` in Markdown."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"###### {title}\n\n{body}")
        yield


def note(title: str, body: str) -> None:
    """A card that holds nothing but text."""
    with card(title, body):
        pass


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; for a presenter, whose cards are narrow, a line for each row."""
    lines = [list(head), *(list(row) for row in rows)]
    if presenter.active():
        said = [f"{name}: {' · '.join(entries)}" for name, *entries in lines]
        return "  \n".join([f":gray[{said[0]}]", *said[1:]])
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def drawer(label: str, key: str, content: Callable[[], None], *, icon: str) -> None:
    """A quiet button that opens a large dialog; ``content`` fills it, and runs only then."""
    if st.button(label, key=key, icon=icon, type="tertiary"):
        st.dialog(label, width="large")(content)()
