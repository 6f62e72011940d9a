"""The anatomy every lesson shares: question, controls, figure, look-for, proof, code, end."""

from ui.page.drawers import FINITE_DIFFERENCES, aside, code_that_ran, proof
from ui.page.figure import Drawing, on_beyond, plot, show, stand, view
from ui.page.frame import begin, cards, control_row, end, footer, halves, more
from ui.page.looking import LookFor, look_for, watch

__all__ = [
    "FINITE_DIFFERENCES",
    "Drawing",
    "LookFor",
    "aside",
    "begin",
    "cards",
    "code_that_ran",
    "control_row",
    "end",
    "footer",
    "halves",
    "look_for",
    "more",
    "on_beyond",
    "plot",
    "proof",
    "show",
    "stand",
    "view",
    "watch",
]
