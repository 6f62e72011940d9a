"""The card of the lesson gradient-flow: what was published on what a view shows, and whether it came out again."""

from lessons.gradient_flow.figure import surface, twins
from lessons.gradient_flow.shown import Found
from ui.components.card import Card
from ui.guide import word

HOW = {
    "curves": "Network 1. The gradient of its state at several times, if its length on the screen "
    "lies between 10⁻⁴ and 10⁶, and with tanh of all its weights, is compared with how the loss "
    "changes when they move a little along a random direction.",
    "twins": "At several steps of the clipping twin the gradient of all its weights is compared "
    "with how its loss changes when they move a little along a random direction.",
    "cliff": "At each step of both walks the slope along g is compared with how the loss changes "
    "when (w, b) moves a little that way; a step on the wall itself needs smaller moves.",
}
"""How the proof of each view is made."""


def published(found: Found) -> Card:
    """What Pascanu, Mikolov and Bengio (2013) found on what the view shows, beside what the figure found."""
    body = CURVES if found.networks else _twins(found) if found.pair else _cliff(found)
    return Card("published", "Pascanu, Mikolov, Bengio 2013", body)


CURVES = (
    "Section 2.1 shows that $\\sigma_{\\max} < 1$ is sufficient for gradients to vanish, and $\\sigma_{\\max} > 1$ "
    "necessary for them to explode, but not sufficient. That $\\rho$ decides in the long run is shown there for linear "
    "networks; with tanh, $\\sigma_{\\max}$ matters as well."
)


def _twins(found: Found) -> str:
    assert found.pair is not None
    learned = twins.outcome(*found.pair)[0]
    expected = "only with clipping" if found.state.kind == "exploding" else "neither"
    paper = (
        "Their algorithm 1 shortens the gradient to a threshold; with it, networks learn whose gradients explode."
        if found.state.kind == "exploding"
        else "Against vanishing gradients clipping does not help, they write."
    )
    return (
        f"{paper} In this setting the task is learned by: **{learned}**. "
        f"{word(learned == expected, 'That agrees.', 'That differs.')}"
    )


def _cliff(found: Found) -> str:
    assert found.walks is not None
    lower = surface.outcome(*found.walks)[0]
    return (
        "Their figure 6 has one unit, 50 time steps and a target of 0.7: a steep wall, which throws a step far "
        "away, and clipping, "
        "which keeps it near. Their unit is $x_t = w\\,\\sigma(x_{t-1}) + b$; ours is $h_t = \\tanh(w h_{t-1} + b)$. "
        f"Lower in the end from this start: **{lower}**."
    )
