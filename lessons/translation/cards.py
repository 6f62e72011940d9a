"""What stands beside a translation: the verdict, the question about it, the proof."""

from collections.abc import Sequence

import numpy as np

from datasets.phrases import french
from datasets.phrases.exam import exam, spared
from figures.numbers import signed
from lessons.translation.model import translated as translation
from lessons.translation.model.translated import ELSEWHERE, Choice
from lessons.translation.figure import sentence as sentence_walk
from lessons.translation.figure.layout import NOTHING, OTHER, OWN, Shown
from lessons.translation.model import checks as translation_checks
from lessons.translation.model import trace as translation_walk
from lessons.translation.model.translator import exact, translations
from ui import cards, predict, shipped, walk
from ui.cards import plain

SHORT, MOST = 12, 4
"""Up to so many words a sentence is asked about one word, of so many to choose from."""
EXAM = 100


def asked(shown: Shown) -> int:
    """The time, from 2 on, at which the network was least sure of its word."""
    p = np.exp(shown.walk.log_p)
    doubt = -(p * shown.walk.log_p).sum(1)[1 : max(2, len(shown.walk.written))]
    return int(doubt.argmax()) + 2


def veil(choice: Choice, shown: Shown) -> int:
    """The last step of the walk that may be seen while the question is open."""
    word = _about_a_word(choice, shown)
    return sentence_walk.step_of(shown, asked(shown) - 1 if word else 0)


def ask(slug: str, choice: Choice, shown: Shown) -> None:
    """The predict-first card."""
    last = sentence_walk.step_of(shown, len(shown.walk.tokens))
    right = shown.walk.written == shown.reference
    n, wrong = len(shown.walk.words), _wrong(shown)
    if choice.handed == OTHER:
        other = translation.reference(ELSEWHERE)
        options = ["its own sentence", "the other sentence", "neither"]
        answer = options[0 if right else 1 if shown.walk.written == other else 2]
        predict.question(
            slug,
            choice.about,
            f"The decoder starts from what “{ELSEWHERE}” left in the encoder. What will it write in French?",
            options,
            answer=answer,
            because=f"It writes: {said(shown.walk.written)}.",
            reveal=lambda: walk.jump(last),
        )
    elif _about_a_word(choice, shown):
        t = asked(shown)
        before = said(shown.walk.written[: t - 1])
        answer = shown.symbols[shown.walk.tokens[t - 1]]
        predict.question(
            slug,
            choice.about,
            f"It has written **{plain(before)}** …  Which word comes next?",
            choices(shown, t),
            answer=answer,
            because=_because(shown, t),
            reveal=lambda: walk.jump(
                sentence_walk.step_of(shown, t), highlight=(f"y.{t}", *sentence_walk.aligned(shown, t))
            ),
        )
    else:
        carried = "zeros are handed over" if choice.handed == NOTHING else f"{n} words were read"
        predict.question(
            slug,
            choice.about,
            f"{carried[0].upper()}{carried[1:]}. Will the translation be right in every word?",
            ["every word is right", "some are wrong"],
            answer="every word is right" if right else "some are wrong",
            because=""
            if right
            else f"{wrong} of {len(shown.walk.written)} words are not those of the grammar’s translation.",
            reveal=lambda: walk.jump(last),
        )


def choices(shown: Shown, t: int) -> list[str]:
    """The likeliest words at time t, in the order of the alphabet."""
    best = np.argsort(-shown.walk.log_p[t - 1], kind="stable")[:MOST]
    return sorted(shown.symbols[k] for k in best)


def verdict(shown: Shown, *, hidden: bool, title: str = "Translation") -> None:
    """What was written beside what the grammar says; nothing of it while it is hidden."""
    if hidden:
        cards.note("Translation", "Bet first, or skip the question: then it is shown.")
        return
    written, right = shown.walk.written, shown.right
    if written == shown.reference:
        head = f":green[✓ right in all {len(written)} words]"
    else:
        missing = len(shown.reference) - sum(right)
        n = _wrong(shown)
        head = f":orange[✗ {n} word{'s' * (n != 1)} wrong, {missing} missing]"
    body = [f"{marked(written, right)}", f":gray[log P = {signed(shown.walk.total, 3)}]"]
    if written != shown.reference:
        body.append(f":gray[The grammar:] {plain(said(shown.reference))}")
    words = list(shown.walk.words)
    seen = "was never in training" if spared(words) else "may have been in training"
    cards.note(f"{title} {head}", "  \n".join(body) + f"  \n:gray[The sentence {seen}.]")


def beamed(choice: Choice, shown: Shown) -> None:
    """What the beam found, where that is not what greedy wrote."""
    tree = translation.searched(choice.network, choice.sentence, choice.width)
    found = tuple(shown.walk.translator.words(tree.tokens(tree.best)))
    total = signed(tree.nodes[tree.best].total, 3)
    if found == shown.walk.written:
        body = f"The same as greedy. :gray[log P = {total}]"
    else:
        body = f"{marked(found, translation.agreeing(found, shown.reference))}  \n"
        body += f":gray[log P = {total}, greedy's is {signed(shown.walk.total, 3)}]"
    right = ":green[✓ right]" if found == shown.reference else ":orange[✗ wrong]"
    cards.note(f"Beam of {choice.width} {right}", body)


def marked(written: Sequence[str], right: Sequence[bool]) -> str:
    """The words as one writes them, the wrong ones struck out and orange."""
    parts = []
    for word, fits in zip(written, right, strict=True):
        shown = plain(word)
        parts.append(shown if fits else f":orange[~~{shown}~~]")
        if not word.endswith("'"):
            parts.append(" ")
    return "".join(parts).strip() or "nothing"


def said(words: Sequence[str]) -> str:
    """The words as one writes them."""
    return french.written(list(words)) or "nothing"


def errors(choice: Choice) -> dict[str, float]:
    """Gradients, log P and an exam's score against their like, for the sentence with its vector."""
    walked = translation.shown(Choice(choice.network, choice.sentence)).walk
    card = shipped.measured("translation")[choice.network]["exact of the first"]["1"]
    pairs = exam(EXAM, 1)
    now = exact(translations(walked.translator, [a for a, _ in pairs]), [b for _, b in pairs])
    sentences = f"{EXAM} held-out sentences: {now:.2%} right now, {card:.2%} in the card"
    return {**translation_checks.errors(walked), sentences: abs(now - card)}


def _about_a_word(choice: Choice, shown: Shown) -> bool:
    short = len(shown.walk.words) <= SHORT and len(shown.walk.written) > 1
    return choice.handed == OWN and short


def _wrong(shown: Shown) -> int:
    return len(shown.right) - sum(shown.right)


def _because(shown: Shown, t: int) -> str:
    p = float(np.exp(shown.walk.log_p[t - 1, shown.walk.tokens[t - 1]]))
    text = f"p = {p:.2f}, the largest of {len(shown.symbols)} words."
    needed = translation_walk.needs(shown.walk)[t - 1]
    word = shown.walk.words[int(needed.argmax())]
    if needed.max() > 0.01:
        text += f" It hangs most on “{word}”."
    return text
