"""What the lesson gradient-flow says: notes, what to look for, what was published, how its proof is made."""

from functools import partial

from lessons.gradient_flow.state import GradientFlow
from ui.page import LookFor

NOTES = """
1. σ_max = 2: let the class bet, explode or vanish? Then step back in time (PageDown).
2. Drag **ρ**: the slope follows. Drag **σ_max**: the first steps move, the slope hardly does.
3. *Saturated* and *nilpotent*: σ_max far above 1, and the gradient dies all the same.
4. Twins: one seed, the same batches; they part at one step. Then *vanishing*: nothing to clip.
5. The cliff: the fifth step touches the wall. Without clipping it is thrown far away.
"""
ANSWER = (
    "Each step back multiplies the gradient by W_hhᵀ · diag(1 − h²): it vanishes or explodes. "
    "Clipping shortens what is too long, only that."
)
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
"""What Pascanu, Mikolov and Bengio (2013) found on what each view shows."""
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

networks, twins, cliff = (partial(GradientFlow, view=view) for view in ("curves", "twins", "cliff"))
LINES = {
    "curves": (
        LookFor("Vanishing: σ_max = 0.5, no way out.", networks(sigma=0.5, rho=0.5)),
        LookFor("Exploding: σ_max = ρ = 2.", networks(sigma=2.0, rho=2.0)),
        LookFor("The edge: a flat line.", networks(cell="linear", sigma=1.0, rho=1.0)),
        LookFor("Saturated: the exploding W_hh vanishes.", networks(cell="saturated", sigma=2.0, rho=2.0)),
        LookFor("Nilpotent: σ_max = 5, then exactly 0.", networks(sigma=5.0, rho=0.0)),
        LookFor("ρ < 1 and yet exploding: tanh mixes.", networks(sigma=5.0, rho=0.9)),
    ),
    "twins": (
        LookFor("One cut step, and the twins part.", twins(kind="exploding"), ("free", "clipped"), step=4),
        LookFor("Vanishing: cut or not, nobody learns.", twins(kind="vanishing")),
    ),
    "cliff": (
        LookFor("The fifth step hits the wall.", cliff(), step=5),
        LookFor("Elsewhere: off the map.", cliff(w=1.4, b=-0.2, slow=0.2), step=2),
    ),
}
"""What to look for in each view."""
SCENES = tuple(line for lines in LINES.values() for line in lines)
