"""The small boxes beside a figure, and text that Markdown must leave alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

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


@contextmanager
def drawer(label: str, key: str, *, icon: str) -> Iterator[bool]:
    """A quiet popover; yields whether it is open, so that its content is made only then."""
    popover = st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun")
    with popover:
        yield bool(popover.open)
