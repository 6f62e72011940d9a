"""The dialog in which a reader gives a text of their own; it stays with this visit."""

import streamlit as st

from datasets import typed
from figures.numbers import quoted
from lessons.text_generation.model import texts
from lessons.text_generation.state import LIMITS, TextGeneration
from rnn_core.studies.character_training import Corpus
from ui.cards import plain
from ui.state import Page

OWN_TEXT = "text"
"""Where the page keeps it for the time of the visit."""


def own_text(page: Page[TextGeneration]) -> Corpus | None:
    """The text that the reader gave in this visit; None if they gave none."""
    found: Corpus | None = page.held.own.get(OWN_TEXT)
    return found


def button(page: Page[TextGeneration]) -> None:
    """The button that opens the dialog in which a text is given."""
    label = "Your text …" if own_text(page) is None else "Another text …"
    if st.button(label, key=page.key("own_text"), icon=":material/upload_file:", help=LIMITS):
        st.dialog("A text of yours", width="large")(_dialog)(page)


def _dialog(page: Page[TextGeneration]) -> None:
    st.caption(LIMITS)
    pasted = st.text_area("Paste it here", key=page.key("pasted"), height=200)
    file = st.file_uploader("or choose a file", type="txt", key=page.key("file"), max_upload_size=texts.MOST_MEGABYTES)
    read = None if file is None else typed.decoded(file.getvalue())
    given = pasted or "" if read is None else read.text
    if not given.strip():
        return
    taken = texts.learnable(given)
    said = [f"read as {read.encoding}"] if read is not None and read.encoding != "UTF-8" else []
    said += [taken.remarks] if taken.remarks else []
    if said:
        st.caption(plain(f"This text: {'; '.join(said)}."))
    fault = texts.unlearnable(taken.symbols)
    if fault:
        st.warning(f"This text is {plain(fault)}.", icon=":material/info:")
        return
    corpus = Corpus.of(taken.symbols)
    most = "".join(sorted(corpus.vocabulary.symbols)[:60])
    st.markdown(f"{len(corpus.tokens):,} characters, {len(corpus.vocabulary)} different: {quoted(most)}")
    if st.button("Learn this text", key=page.key("learn"), type="primary"):
        page.held.own[OWN_TEXT] = corpus
        page.change(learns="own", trained=None, inside=None)
        st.rerun()
