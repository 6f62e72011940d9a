"""Predict first: a question about the model on the screen; its answer is computed and waits."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from ui import presenter, progress
from ui.cards import plain
from ui.components import card
from ui.components.card import Card, Press
from ui.progress import SKIP, Answer
from ui.state import Page


def is_open(page: Page[Any], about: Hashable) -> bool:
    """True while the page's question about ``about`` was neither answered nor skipped."""
    if page.held.closing:
        page.held.closing = False
        dismiss(page, about)
    return _given(page, about) is None


def dismiss(page: Page[Any], about: Hashable) -> None:
    """Close the question without an answer; an answer given before stays."""
    if _given(page, about) is None:
        progress.give(page.slug, about, Answer(SKIP))


def dismiss_next(page: Page[Any]) -> None:
    """Close the page's next question to come up, as *Show me* does: it shows what the question hides."""
    page.held.closing = True


def question(
    page: Page[Any],
    about: Hashable,
    text: str,
    options: Sequence[str],
    *,
    answer: str,
    because: str,
    reveal: Callable[[], None],
) -> None:
    """Ask in a card of its own."""
    asked = ask(page, about, text, options, answer=answer, because=because, reveal=reveal)
    card.mount(page.key("bet"), [asked])


def ask(
    page: Page[Any],
    about: Hashable,
    text: str,
    options: Sequence[str],
    *,
    answer: str,
    because: str,
    reveal: Callable[[], None],
) -> Card:
    """The card that asks ``text``; once the reader commits to an option say whether it is the ``answer``, and why.

    ``reveal`` moves the figure to where the answer shows.
    """

    def commit(option: str) -> None:
        progress.give(page.slug, about, Answer(option, answer))
        if option != SKIP:
            reveal()

    said = None if is_open(page, about) else _given(page, about)
    presses = [] if said else [Press(plain(each), partial(commit, each), "choice") for each in (*options, SKIP)]
    body = f"{text}\n\n{_verdict(said, answer, because) if said else ''}"
    return Card("bet", "Predict first", body, presses, "Your prediction")


def _given(page: Page[Any], about: Hashable) -> Answer | None:
    """The answer that counts: a class is asked again what its lecturer answered in an earlier visit."""
    found = progress.answer(page.slug, about)
    return None if found is not None and found.earlier and presenter.active() else found


def _verdict(said: Answer, answer: str, because: str) -> str:
    if said.option == SKIP:
        return f"The answer is **{plain(answer)}**. {plain(because)}"
    if said.truth != answer:
        return (
            f"You said {plain(said.option)}. The network has changed since then: the answer is now "
            f"**{plain(answer)}**. {plain(because)}"
        )
    if said.option == answer:
        return f":green[✓ Right:] **{plain(answer)}**. {plain(because)}"
    return f":orange[✗ You said {plain(said.option)}:] the answer is **{plain(answer)}**. {plain(because)}"
