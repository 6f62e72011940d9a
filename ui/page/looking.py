"""What to look for: sentences with a button for a reader, scenes for a presenter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from ui import controls, predict, presenting, scene, walk
from ui.cards import card, note


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
