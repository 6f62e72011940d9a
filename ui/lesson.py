"""The anatomy every lesson shares: question, controls, look-for, proof, code, exports, end."""

import inspect
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from figures import curve_data
from figures.columns import View
from figures.curves import Curves
from figures.graph import Graph
from figures.numbers import small
from figures.payload import as_data
from ui import controls, curves, graph, link, predict, presenting, relief, scene, sharing, walk
from ui.cards import card, drawer, note, plain
from ui.navigation import home, page
from ui.registry import BY_SLUG, neighbors

TALL = 900
"""The most height of a figure's drawing in px; it takes no more than the window has left."""


FINITE_DIFFERENCES = (
    "For each set of weights the gradient is compared with how the loss really changes when the "
    "weights move a little along a random direction."
)


@dataclass(frozen=True, slots=True)
class LookFor:
    """One thing to watch: the sentence, and the controls, nodes and step that show it.

    ``then`` does what else it takes, such as undoing a training.
    """

    sentence: str
    values: Mapping[str, Any]
    highlight: tuple[str, ...] = ()
    step: int = walk.LAST
    then: Callable[[], None] | None = None


def question(slug: str) -> str:
    """The question the page answers."""
    return BY_SLUG[slug].question


def begin(slug: str, *, notes: str) -> None:
    """Open the page: its question as the title, and the buttons that share, present and reset it.

    ``notes`` are the lecturer's, shown on demand in presenter mode.
    """
    link.arrive(slug)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
    ):
        st.title(question(slug), anchor=False, width="stretch")
        presenting.notes(notes)
        controls.lecture_values()
        sharing.button()
        presenting.button()


@contextmanager
def control_row() -> Iterator[None]:
    """The row of controls: at most six, side by side, wrapping on a phone."""
    controls.begin()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        yield
    controls.end()


def halves() -> tuple[Any, Any]:
    """The figure's column and the cards' column beside it.

    Above both stands what the link or the reader asked for and could not have.
    """
    if refused := link.refusals():
        st.warning(
            "Parts of the link could not be used; the lecture's values stand in their place.\n"
            + "".join(f"- `{refusal.parameter}`: {plain(refusal.reason)}\n" for refusal in refused),
            icon=":material/link_off:",
        )
    for remark in controls.remarks():
        st.warning(plain(remark), icon=":material/info:")
    share = 0.28 if presenting.active() else 0.56
    figure, cards = st.columns([1, share], gap="small")
    return figure, cards.container(gap="xsmall")


def view(
    choice: Hashable,
    mode: str = "",
    *,
    ask_after: int | None = None,
    digits: int = 2,
    selected: str | None = None,
) -> View:
    """Where the figure of ``choice`` stands: at ``ask_after`` while its question is open.

    While the question is open, what steps after ``ask_after`` reach is hidden. ``selected`` is the
    node chosen before the reader chooses one. A presenter starts at the first step.
    """
    asking = ask_after is not None and predict.is_open(choice)
    start = ask_after if ask_after is not None and asking else walk.LAST
    if presenting.active():
        start = 0
    step, token, highlight = walk.place((choice, mode), start)
    veil = ask_after if asking and not presenting.active() else None
    return View(step, token, veil, highlight, digits, selected, presenting.active())


def show(
    figure: Graph,
    slug: str,
    *,
    on_edit: Callable[[str, str], None] | None = None,
    on_cut: Callable[[str, str], None] | None = None,
) -> str | None:
    """Draw the page's main figure; returns the id of the node the reader chose, None for none.

    ``on_edit`` and ``on_cut`` are told what the reader typed into a cell, and where they dragged
    the scissors, before the page runs again.
    """
    return graph.mount(
        as_data(figure),
        f"{slug}.graph",
        presenting.active(),
        max_height=TALL,
        on_edit=on_edit,
        on_cut=on_cut,
        on_beyond=scene.move if presenting.active() else None,
    )


def plot(figure: Curves, slug: str) -> str | None:
    """Draw curves as the page's main figure; returns the id of the point the reader chose."""
    return curves.mount_main(
        curve_data.as_data(figure),
        f"{slug}.curves",
        on_beyond=scene.move if presenting.active() else None,
    )


def chosen(slug: str) -> str | None:
    """The id of the node the reader chose in the main figure, before it is drawn in this run."""
    return graph.selected(f"{slug}.graph")


@contextmanager
def footer() -> Iterator[None]:
    """The quiet row under the figure: proof, code, exports."""
    with st.container(horizontal=True, gap="medium"):
        yield


def look_for(*lines: LookFor, scenes: Sequence[LookFor] = ()) -> None:
    """Sentences that name what to watch, each with a button that shows it.

    For a presenter they are scenes: the clicker goes on to them where the walk ends. A page whose
    views have different lines says what all its ``scenes`` are.
    """

    def show(line: LookFor) -> None:
        controls.set_to(line.values)
        if line.then:
            line.then()
        predict.dismiss_next()
        walk.jump(line.step, highlight=line.highlight)

    def back_to_the_walk() -> None:
        controls.reset()
        walk.jump(walk.LAST)

    if presenting.active():
        told = scenes or lines
        at = scene.announce([back_to_the_walk, *(partial(show, line) for line in told)])
        if at:
            note(f"Look for · {at} of {len(told)}", told[at - 1].sentence)
        else:
            st.caption(f"After the last step the clicker goes on to {len(told)} scenes.")
        return
    with card("Look for", ""):
        for number, line in enumerate(lines, start=1):
            st.button(
                f"{line.sentence} :green[**Show\u00a0me**]",
                key=f"show_me_{number}",
                type="tertiary",
                on_click=show,
                args=(line,),
                wrap=True,
            )


def proof(
    check: Callable[[], Mapping[str, float]],
    claim: str = "every gradient agrees with finite differences",
    *,
    of: str = "gradient of",
    how: str = FINITE_DIFFERENCES,
) -> None:
    """One line that can be checked: ``check`` returns relative errors, computed when asked.

    ``of`` heads the column that names them, ``how`` says what was compared with what.
    """

    def content() -> None:
        errors = check()
        st.markdown(
            f"Largest relative error, on the model on the screen: **{small(max(errors.values()))}**"
        )
        st.table(
            {
                of: list(errors),
                "relative error": [small(error) for error in errors.values()],
            }
        )
        st.caption(f"Computed just now. {how}")

    drawer(f"Proof: {claim} · check now", "proof_drawer", content, icon=":material/verified:")


def aside(label: str, text: str) -> None:
    """What is worth knowing beside the main line, in a drawer."""
    drawer(label, "aside_drawer", lambda: _markdown(text), icon=":material/info:")


def code_that_ran(*functions: Callable[..., object]) -> None:
    """The source of ``functions``, read from the running modules."""

    def content() -> None:
        for function in functions:
            st.caption(f"`{function.__module__}.{function.__name__}`")
            st.code(inspect.getsource(function), language="python")

    drawer("The code that ran", "code_drawer", content, icon=":material/code:")


def _markdown(text: str) -> None:
    st.markdown(text)


def end(slug: str, *, answer: str) -> None:
    """The answer to the page's question in one sentence, and the way to its neighbors."""
    graph.load()
    curves.load()
    relief.load()
    if not presenting.active():
        st.markdown(f"**The answer.** {answer}")
    before, after = neighbors(slug)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.page_link(page(before), label=f"← {before.title}")
        st.page_link(home(), label="The map")
        if after:
            st.page_link(page(after), label=f"{after.title} →")
