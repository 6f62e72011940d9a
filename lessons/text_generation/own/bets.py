"""What the view *train* asks of the training it opens with: what will never be cheap."""

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from figures.columns import View
from figures.numbers import signed
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.own.held import Held
from ui import page as lesson
from ui import predict, walk

ASK_AFTER = 1
"""The checkpoint, from 0, after which the kinds of characters are hidden while it is asked."""


def place(held: Held) -> View:
    """Where the curves stand; a training that grows is shown at its last checkpoint."""
    about = _about(held)
    asking = predict.is_open(about) and held.at_record
    view = lesson.view(about, f"{held.current} {len(held.branch.checkpoints)}", ask_after=ASK_AFTER if asking else None)
    return view if held.at_record else replace(view, start=walk.LAST)


def ask(slug: str, held: Held) -> None:
    """Ask of the recorded training which kind of characters will cost most at its end.

    Where nothing is asked there is an empty place, so that what stands below keeps its own.
    """
    with st.container():
        if held.at_record:
            _ask(slug, held)


def _ask(slug: str, held: Held) -> None:
    last = held.branch.checkpoints[-1]
    now = held.branch.checkpoints[ASK_AFTER]
    by_cost = sorted(last.by_kind, key=last.by_kind.__getitem__)
    least, most = by_cost[0], by_cost[-1]
    dear = max(now.by_kind, key=now.by_kind.__getitem__)
    predict.question(
        slug,
        _about(held),
        f"After {now.step} steps the network pays most for {dear}: "
        f"{signed(now.by_kind[dear], 1)} bits. For what does it pay most after {last.step}?",
        tuple(last.by_kind),
        answer=most,
        because=f"They cost {signed(last.by_kind[most], 1)} bits then, {least} only "
        f"{signed(last.by_kind[least], 1)}. What the text leaves open cannot be learned.",
        reveal=lambda: walk.jump(walk.LAST, highlight=(learning_curves.line_of(most),)),
    )


def _about(held: Held) -> Hashable:
    return held.setting.key[1:]
