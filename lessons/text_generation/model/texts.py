"""The text a network learns on the page: the shipped sample, or the reader's own, within limits."""

import unicodedata

import streamlit as st

from datasets import toycode_sample
from figures.numbers import quoted
from rnn_core.studies.character_training import Corpus
from rnn_core.text import graphemes
from ui import controls
from ui.cards import plain

LEAST, MOST_PASTED, MOST = 300, 20_000, 200_000
"""Characters: the fewest, the most in the field, the most in a file."""
MOST_SYMBOLS = 120
EXCERPT = 200
LIMITS = (
    f"{LEAST} to {MOST_PASTED:,} characters pasted, or a .txt file in UTF-8 of up to {MOST:,}; at "
    f"most {MOST_SYMBOLS} different ones. It stays in the server's memory while this page is open, "
    "is seen by nobody else, and is not in the link."
)
KEY = "own_text.text"
"""Where a visit keeps the reader's own text."""


def current(*, own: bool) -> Corpus:
    """The text to learn: the reader's own if asked for and there is one, else the sample."""
    found: Corpus | None = st.session_state.get(KEY)
    return found if own and found is not None else toycode_sample.corpus()


def given() -> bool:
    """Whether the reader gave a text in this visit."""
    return KEY in st.session_state


def problem(text: str) -> str | None:
    """Why a network cannot learn ``text`` here; None if it can."""
    symbols = list(text) if text.isascii() else graphemes(text)
    if len(symbols) < LEAST:
        return f"too short: {len(symbols):,} characters, {LEAST} are the least"
    if len(symbols) > MOST:
        return f"too long: {len(symbols):,} characters, at most {MOST:,}"
    different = set(symbols)
    if len(different) > MOST_SYMBOLS:
        return f"too rich: {len(different)} different characters, at most {MOST_SYMBOLS}"
    if len(different) < 2:
        return "one character over and over: there is nothing to learn"
    strange = next((s for s in sorted(different) if _is_control(s)), None)
    if strange is not None:
        return f"not plain text: it contains the control character U+{ord(strange[0]):04X}"
    if max(map(len, different)) > controls.LONGEST_SYMBOL:
        return f"not text: a symbol has more than {controls.LONGEST_SYMBOL} code points"
    return None


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of a file and None, or nothing and why it cannot be read."""
    if len(data) > 4 * MOST:
        return "", f"too large: {len(data):,} bytes, at most {4 * MOST:,}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return "", f"not UTF-8: byte {fault.start:,} cannot be read. Save the file as UTF-8"
    return cleaned(text), None


def cleaned(text: str) -> str:
    """The text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def excerpt(corpus: Corpus) -> str:
    """A few lines, or words, of the part of the text that is held out."""
    symbols = [corpus.vocabulary.symbols[token] for token in corpus.tokens[corpus.n_train :]]
    text = "".join(symbols[:EXCERPT])
    whole = text[: max(text.rfind("\n"), text.rfind(" "))] if len(symbols) > EXCERPT else text
    return "\n".join((whole if len(whole) > 1 else text).splitlines()[:8]).strip() or text


def button() -> None:
    """The button that opens the dialog in which a text is given."""
    label = "Your text …" if not given() else "Another text …"
    if st.button(label, key="own_text_open", icon=":material/upload_file:", help=LIMITS):
        st.dialog("A text of yours", width="large")(_dialog)()


def _dialog() -> None:
    st.caption(LIMITS)
    pasted = st.text_area("Paste it here", key="own_text_pasted", height=200, max_chars=MOST_PASTED)
    file = st.file_uploader("or choose a file", type="txt", key="own_text_file")
    text, fault = (cleaned(pasted or ""), None) if file is None else decoded(file.getvalue())
    if not text and fault is None:
        return
    fault = fault or problem(text)
    if fault:
        st.warning(f"This text is {plain(fault)}.", icon=":material/info:")
        return
    corpus = Corpus.of(text)
    most = "".join(sorted(corpus.vocabulary.symbols)[:60])
    st.markdown(f"{len(corpus.tokens):,} characters, {len(corpus.vocabulary)} different: {quoted(most)}")
    if st.button("Learn this text", key="own_text_take", type="primary"):
        st.session_state[KEY] = corpus
        st.session_state["learns"] = "own"
        st.rerun()


def _is_control(symbol: str) -> bool:
    return symbol not in ("\n", "\t") and unicodedata.category(symbol[0]) in controls.NOT_TEXT
