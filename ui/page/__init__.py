"""The anatomy every lesson shares: question, controls, figure, guide, proof, code, end."""

from ui.page.drawers import FINITE_DIFFERENCES, aside, code_that_ran, explored, proof
from ui.page.figure import Drawing, explore, on_beyond, plot, show, stand
from ui.page.frame import begin, cards, choices, control_row, end, footer, halves, more

__all__ = [
    "FINITE_DIFFERENCES",
    "Drawing",
    "aside",
    "begin",
    "cards",
    "choices",
    "code_that_ran",
    "control_row",
    "end",
    "explore",
    "explored",
    "footer",
    "halves",
    "more",
    "on_beyond",
    "plot",
    "proof",
    "show",
    "stand",
]
