"""The cards of the lesson gradient-flow: a point's arithmetic, the question, what was published."""

from collections.abc import Hashable, Sequence

from lessons.gradient_flow import script
from lessons.gradient_flow.state import GradientFlow
from ui import cards, predict
from ui.state import LAST, Page


def ask(page: Page[GradientFlow], about: Hashable, text: str, options: Sequence[str], verdict: tuple[str, str]) -> None:
    """Ask about what is on the screen; ``verdict`` is the answer and why.

    What was published on what the view shows stands below once the question is closed.
    """
    answer, because = verdict
    predict.question(page, about, text, options, answer=answer, because=because, reveal=lambda: page.jump(LAST))
    if not predict.is_open(page, about):
        cards.note("Pascanu, Mikolov, Bengio 2013", script.PAPER[page.now.view])


def moved_by_hand(page: Page[GradientFlow]) -> bool:
    """True if σ_max or ρ was dragged since the page's last run."""
    now = page.now.networks
    spectrum = now.sigma_max, now.spectral_radius
    before = page.held.own.get("spectrum")
    page.held.own["spectrum"] = spectrum
    return before not in (None, spectrum) and bool({"sigma", "rho"} & page.held.reported.keys())
