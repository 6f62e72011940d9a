"""What stands beside the five wirings: what goes in and out, the lecture's example, how many weights there are."""

from dataclasses import replace

from lessons.sequences.figure.thumbnail import thumbnail
from lessons.sequences.model.tasks import LONGEST
from lessons.sequences.shown import KINDS, LONG, Found
from lessons.sequences.state import WIRINGS, Sequences
from ui import controls, presenter
from ui.components.card import Card, Press
from ui.state import Page

NOT = "not"


def wirings(page: Page[Sequences], state: Sequences) -> list[Card]:
    """The five wirings with the lengths of the moment, each as a picture that opens it."""
    return [_wiring(page, replace(state, wiring=wiring), chosen=wiring == state.wiring) for wiring in WIRINGS]


def _wiring(page: Page[Sequences], state: Sequences, *, chosen: bool) -> Card:
    wiring, kind = state.wiring, KINDS[state.wiring]
    lines = [f"Input: {kind.input}", f"Output: {kind.output.partition(',')[0]}", f"Example: {kind.usual}"]
    return Card(
        wiring,
        "",
        "  \n".join(lines),
        [Press(WIRINGS[wiring], lambda: page.change(wiring=wiring), chosen=chosen)],
        picture=thumbnail(wiring, state.n_read, state.n_written),
    )


def inputs(page: Page[Sequences], state: Sequences) -> None:
    """The slider of T_x; where the wiring itself says how long the input is, it stands still and says why."""
    if state.wiring.startswith("one"):
        why = "How many time steps are read. Fixed: this wiring has one input, not a sequence."
        controls.control(page, "T_x", fixed=1, help=why)
    else:
        controls.draw(page, "T_x")


def outputs(page: Page[Sequences], state: Sequences) -> None:
    """The slider of T_y, likewise."""
    if state.wiring == "aligned":
        why = "How many outputs there are. Fixed: every input has its output, so T_y = T_x."
        controls.control(page, "T_y", fixed=state.n_written, help=why)
    elif state.wiring.endswith("-one"):
        why = "How many outputs there are. Fixed: this wiring has one output, not a sequence."
        controls.control(page, "T_y", fixed=1, help=why)
    else:
        controls.draw(page, "T_y")


def caption(found: Found, *, hidden: bool) -> str:
    """What the figure says about the number of weights; half of it while the question is open."""
    if hidden:
        return f"{found.learned} learned numbers"
    if found.state.wiring == "one-one":
        return f"{found.learned} learned numbers, none of them in W_hh"
    return f"{found.learned} learned numbers for any T; if each copy had its own: {found.unshared()}"


def facts(page: Page[Sequences], found: Found, *, hidden: bool) -> Card:
    """What goes in and out, the lecture's example, and unless ``hidden`` how the number of weights does not grow."""
    kind, (right, of) = found.kind, found.score
    trained = "Trained" if found.state.weights == "trained" else "Before training"
    lines = [
        f"Input: **{kind.input}**. Output: **{kind.output}**.",
        f"In the lecture: **{kind.lecture}**.",
        f"Here: {kind.here} {trained}, it is right on {right} of {of} examples.",
    ]
    if max(found.state.n_read, found.state.n_written) > LONGEST:
        lines.append(f"This sequence is longer than in training (at most {LONGEST}): it may well be wrong here.")
    body = "  \n".join(lines)
    if found.state.wiring != "one-one" and not hidden:
        body += f"\n\n{_growth(found)}"
    return Card("facts", kind.title, body, _without_not(page, found))


def _growth(found: Found) -> str:
    long = f"T = {LONG:,}"
    return (
        f"{long}: still **{found.learned}** weights. :gray[If each copy had its own: "
        f"{found.unshared()} now, {found.unshared(LONG):,} for {long}.]"
    )


def _without_not(page: Page[Sequences], found: Found) -> list[Press]:
    """The button that takes the first word of a review away, and brings it back."""
    state, longest = found.state, Sequences().T_x
    if presenter.active() or state.wiring != "many-one" or not state.example.startswith(NOT):
        return []
    if found.shown.sequence[0] == NOT:
        return [Press("Take “not” away", lambda: page.change(T_x=longest - 1), help="Read only the words after it.")]
    if len(found.shown.sequence) == longest - 1:
        return [Press("Put “not” back", lambda: page.change(T_x=longest), help="Read the whole review.")]
    return []
