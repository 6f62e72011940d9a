"""What stands beside a translation: the verdict, the question about it, sentences that go wrong."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st

from datasets.phrases import french, reading
from datasets.phrases.exam import spared
from figures.numbers import signed
from lessons.translation.figure import sentence as sentence_figure
from lessons.translation.model import trace as traces
from lessons.translation.model.translated import ELSEWHERE, NOTHING, OTHER, OWN, Translated, agreeing, reference
from lessons.translation.model.translator import LONGEST
from lessons.translation.state import Translation
from rnn_core.beam import Tree
from ui import predict, shipped
from ui.cards import card, note, plain
from ui.controls import wide
from ui.state import LAST, Page

SHORT, MOST = 12, 4
"""Up to so many words a sentence is asked about one word, of so many to choose from."""
FAILURES = 3
"""So many sentences that went wrong are offered."""
NEXT_WORD = 112
"""The width in px of the list of next words."""


def next_word(page: Page[Translation]) -> None:
    """The list of the words that may come next; the one chosen is added to the sentence."""
    text = page.now.sentence
    key = f"{page.key('next_word')}.{page.token('sentence')}"

    def add() -> None:
        word = st.session_state[key]
        if word:
            page.change(sentence=f"{text} {word}".strip())

    st.selectbox(
        "Next word",
        reading.offered(reading.typed(text)),
        index=None,
        placeholder="add …",
        key=key,
        on_change=add,
        width=wide(NEXT_WORD),
        help="All words that may stand here, and no others. Verbs bring along what fits to them.",
    )


def asked(shown: Translated) -> int:
    """The time, from 2 on, at which the network was least sure of its word."""
    p = np.exp(shown.trace.log_p)
    doubt = -(p * shown.trace.log_p).sum(1)[1 : max(2, len(shown.trace.written))]
    return int(doubt.argmax()) + 2


def veil(shown: Translated) -> int:
    """The last step of the walk that may be seen while the question is open."""
    return sentence_figure.step_of(shown, asked(shown) - 1 if _about_a_word(shown) else 0)


def ask(page: Page[Translation], shown: Translated) -> None:
    """The predict-first card."""
    about, written = page.now.about, shown.trace.written
    last = sentence_figure.step_of(shown, len(shown.trace.tokens))
    right = written == shown.reference
    if shown.handed == OTHER:
        options = ["its own sentence", "the other sentence", "neither"]
        predict.question(
            page,
            about,
            f"The decoder starts from what “{ELSEWHERE}” left in the encoder. What will it write in French?",
            options,
            answer=options[0 if right else 1 if written == reference(ELSEWHERE) else 2],
            because=f"It writes: {as_written(written)}.",
            reveal=lambda: page.jump(last),
        )
    elif _about_a_word(shown):
        t = asked(shown)
        predict.question(
            page,
            about,
            f"It has written **{plain(as_written(written[: t - 1]))}** …  Which word comes next?",
            choices(shown, t),
            answer=shown.symbols[shown.trace.tokens[t - 1]],
            because=_because(shown, t),
            reveal=lambda: page.jump(
                sentence_figure.step_of(shown, t), highlight=(f"y.{t}", *sentence_figure.aligned(shown, t))
            ),
        )
    else:
        n, wrong = len(shown.trace.words), _wrong(shown)
        carried = "zeros are handed over" if shown.handed == NOTHING else f"{n} words were read"
        predict.question(
            page,
            about,
            f"{carried[0].upper()}{carried[1:]}. Will the translation be right in every word?",
            ["every word is right", "some are wrong"],
            answer="every word is right" if right else "some are wrong",
            because="" if right else f"{wrong} of {len(written)} words are not those of the grammar’s translation.",
            reveal=lambda: page.jump(last),
        )


def choices(shown: Translated, t: int) -> list[str]:
    """The likeliest words at time t, in the order of the alphabet."""
    best = np.argsort(-shown.trace.log_p[t - 1], kind="stable")[:MOST]
    return sorted(shown.symbols[k] for k in best)


def verdict(shown: Translated, *, hidden: bool, title: str = "Translation") -> None:
    """What was written beside what the grammar says; nothing of it while it is hidden."""
    if hidden:
        note("Translation", "Bet first, or skip the question: then it is shown.")
        return
    written, right = shown.trace.written, shown.right
    if written == shown.reference:
        head = f":green[✓ right in all {len(written)} words]"
    else:
        missing = len(shown.reference) - sum(right)
        n = _wrong(shown)
        head = f":orange[✗ {n} word{'s' * (n != 1)} wrong, {missing} missing]"
    body = [f"{marked(written, right)}", f":gray[log P = {signed(shown.trace.total, 3)}]"]
    if written != shown.reference:
        body.append(f":gray[The grammar:] {plain(as_written(shown.reference))}")
    seen = "was never in training" if spared(list(shown.trace.words)) else "may have been in training"
    note(f"{title} {head}", "  \n".join(body) + f"  \n:gray[The sentence {seen}.]")


def beamed(shown: Translated, tree: Tree, width: int) -> None:
    """What a beam of ``width`` found, where that is not what greedy wrote."""
    found = tuple(shown.trace.translator.words(tree.tokens(tree.best)))
    total = signed(tree.nodes[tree.best].total, 3)
    if found == shown.trace.written:
        body = f"The same as greedy. :gray[log P = {total}]"
    else:
        body = f"{marked(found, agreeing(found, shown.reference))}  \n"
        body += f":gray[log P = {total}, greedy's is {signed(shown.trace.total, 3)}]"
    right = ":green[✓ right]" if found == shown.reference else ":orange[✗ wrong]"
    note(f"Beam of {width} {right}", body)


def failures(page: Page[Translation]) -> None:
    """Held-out sentences that the network gets wrong, each with a button that translates it."""
    wrong = shipped.measured("translation")[page.now.network]["wrong"]
    found = [(kind, case[0]) for kind, cases in wrong.items() for case in cases[:1]]

    def translate(sentence: str) -> None:
        page.change(view="walk", handed=OWN, sentence=sentence)
        predict.dismiss_next(page)
        page.jump(LAST)

    with card("It fails on", f"Held-out sentences; {len(found)} kinds of them have failures."):
        for kind, sentence in found[:FAILURES]:
            clauses = "new pair" if not kind.isdigit() else f"{kind} clause{'s' * (kind != '1')}"
            st.button(
                f"{clauses}: {_short(sentence)} :green[**Translate**]",
                key=page.key(f"fails_{kind}"),
                type="tertiary",
                wrap=True,
                on_click=partial(translate, sentence),
            )


def marked(written: Sequence[str], right: Sequence[bool]) -> str:
    """The words as one writes them, the wrong ones struck out and orange."""
    parts = []
    for word, fits in zip(written, right, strict=True):
        shown = plain(word)
        parts.append(shown if fits else f":orange[~~{shown}~~]")
        if not word.endswith("'"):
            parts.append(" ")
    return "".join(parts).strip() or "nothing"


def as_written(words: Sequence[str]) -> str:
    """The words as one writes them."""
    return french.written(list(words)) or "nothing"


def _about_a_word(shown: Translated) -> bool:
    short = len(shown.trace.words) <= SHORT and len(shown.trace.written) > 1
    return shown.handed == OWN and short


def _wrong(shown: Translated) -> int:
    return len(shown.right) - sum(shown.right)


def _because(shown: Translated, t: int) -> str:
    p = float(np.exp(shown.trace.log_p[t - 1, shown.trace.tokens[t - 1]]))
    text = f"p = {p:.2f}, the largest of {len(shown.symbols)} words."
    needed = traces.needs(shown.trace)[t - 1]
    word = shown.trace.words[int(needed.argmax())]
    if needed.max() > 0.01:
        text += f" It hangs most on “{word}”."
    return text


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
