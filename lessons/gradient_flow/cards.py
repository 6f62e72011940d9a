"""The cards of the page of gradients: a point's arithmetic, the question, what was published."""

from collections.abc import Callable, Hashable, Sequence

from figures.arithmetic import Arithmetic
from ui import arithmetic, cards, predict, walk

PAPER = {
    "curves": """§2.1 shows: σ_max < 1 is enough to vanish; σ_max > 1 is needed to explode, and not
enough. *Reproduced.* That ρ decides in the long run they show for **linear** cells. *With tanh
ours differs*: ρ = 0.9 explodes at σ_max = 5 (the last line to look for), for 1 − h² mixes the
directions anew at each step.""",
    "twins": """In §3.2 algorithm 1 cuts ‖g‖ at half to ten times its average. *Reproduced*: the
exploding twin learns when it is clipped. Against vanishing gradients clipping does not help,
they say. *Reproduced*: cut or not, the loss stays at guessing.""",
    "cliff": """Their figure 6 has one unit, 50 steps, a target of 0.7: a steep wall, which
throws a step far away, and clipping, which keeps it near. *Reproduced*. Their unit is
xₜ = w σ(xₜ₋₁) + b; ours is hₜ = tanh(w hₜ₋₁ + b) and aims with h.""",
}


def explain(make: Callable[[str], Arithmetic | None], point: str | None, default: str, *, seen: range) -> None:
    """The arithmetic of the chosen point, or of ``default`` where none of this view is chosen.

    ``seen`` are the times that an open question leaves visible.
    """
    chosen = point if point and make(point) else default
    arithmetic.show(make(chosen), hidden=int(chosen.rpartition(".")[2]) not in seen)


def ask(slug: str, about: Hashable, text: str, options: Sequence[str], verdict: tuple[str, str], view: str) -> None:
    """Ask about what is on the screen; ``verdict`` is the answer and why.

    What was published on what the ``view`` shows stands below once the question is closed.
    """
    answer, because = verdict
    predict.question(slug, about, text, options, answer=answer, because=because, reveal=lambda: walk.jump(walk.LAST))
    if not predict.is_open(about):
        cards.note("Pascanu, Mikolov, Bengio 2013", PAPER[view])
