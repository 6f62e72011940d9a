"""What the guide of the lesson gradient-flow says, and in which state of the page."""

import math

from figures.curve_data import spoken
from lessons.gradient_flow.figure import surface, twins
from lessons.gradient_flow.figure.norms import as_factor
from lessons.gradient_flow.shown import Found, longest, result
from lessons.gradient_flow.state import GradientFlow
from rnn_core.studies.clipping_pair import RADIUS, STEPS
from rnn_core.studies.gradient_norm_study import LARGE
from ui.guide import Question, Script, Stop, num, part

SHRINKS = GradientFlow(cell="linear", units="1", count="1", sigma=0.9, rho=0.9)
GROWS = GradientFlow(cell="linear", units="1", count="1", sigma=1.1, rho=1.1)
PRODUCT = GradientFlow(view="factors", sigma=1.5, rho=1.5)
VANISHES = GradientFlow(sigma=0.5, rho=0.5)
EXPLODES = GradientFlow(sigma=2.0, rho=2.0)
STRETCHED = GradientFlow(sigma=2.0, rho=0.9)
CLIFF = GradientFlow(view="cliff")
TWINS = GradientFlow(view="twins")
HELPLESS = GradientFlow(view="twins", kind="vanishing")


def _times(found: Found) -> int:
    return len(found.laboratory.x)


def _power(log10: float, *ids: str) -> str:
    return part(spoken(log10, log=True), *ids)


def _bound(found: Found) -> float:
    return float(found.laboratory.log10_bound[0])


def _mean(found: Found) -> str:
    """The mean factor of a time step."""
    return part(as_factor(10 ** (found.log10 / _times(found))), "median.0")


def _under_the_bound(found: Found) -> bool:
    return bool((found.laboratory.log10 <= found.laboratory.log10_bound + 1e-9).all())


def _scalar_text(found: Found) -> str:
    return (
        "The gradient of a loss goes back through every time step, and each of them multiplies it. The smallest "
        "case: one unit without "
        f"tanh, where the factor is one number, $w$ = {num(found.state.rho, 1)}. Read the violet curve from right "
        f"to left: after "
        f"{_times(found)} factors the gradient has {_power(found.log10, 'median.0')} of its length."
    )


def _growth_replies(found: Found) -> dict[str, str]:
    w, T = found.state.rho, _times(found)
    true = _power(found.log10, "median.0")
    return {
        "about 10 times as long": (  # stated: an option
            f"One adds up that way: {T} steps of a tenth each. But factors multiply: {num(w, 1)} to the power {T} "
            f"is {true}."
        ),
        "about 100 times as long": (  # stated: an option
            f"That would be a growth by one for each time step, a straight line on a linear axis. Here the growth "
            f"itself grows: {true}."
        ),
        "more than 10,000 times as long": (  # stated: an option
            f"It is {true} times as long. Equal factors give a straight line on the logarithmic axis: only $w = 1$ "
            f"keeps the length, "
            "and a little more or less decides everything."
        ),
    }


def _product_text(found: Found) -> str:
    lengths = found.laboratory.log10[0]
    steps = 10 ** (lengths[:-1] - lengths[1:])
    low, high = (num(float(steps[t]), 2, f"each.1.{t + 1}") for t in (int(steps.argmin()), int(steps.argmax())))
    return (
        "In a real network the factor of a time step is a matrix with slopes: $W_{hh}$ transposed, times "
        f"$1-h_t^2$, the slopes of tanh. The gradient of $h_0$ contains {_times(found)} such factors. Here each "
        f"multiplies its length by between {low} and {high}; together they make it "
        f"{_power(float(lengths[0]), 'length.0')} times as long."
    )


def _vanishing_text(found: Found) -> str:
    return (
        "The largest singular value, $\\sigma_{\\max}$, is the most by which a matrix can stretch a vector; the "
        "slope of tanh is at "
        f"most 1. With $\\sigma_{{\\max}}$ = {num(found.state.sigma, 1)} every time step makes the gradient "
        f"shorter, so it must vanish: "
        f"the bound is {_power(_bound(found), 'bound.0')}, the median of the networks "
        f"{_power(found.log10, 'median.0')}."
    )


def _exploding_text(found: Found) -> str:
    return (
        f"With $\\sigma_{{\\max}}$ = {num(found.state.sigma, 0)} the bound allows "
        f"{_power(_bound(found), 'bound.0')}. The networks reach "
        f"{_power(found.log10, 'median.0')}, because tanh shortens. Here the spectral radius $\\rho$, the largest "
        f"absolute value of an "
        f"eigenvalue, is {num(found.state.rho, 0)} as well; without tanh many time steps multiply by about $\\rho$ "
        f"each."
    )


def _stretched_text(found: Found) -> str:
    return (
        "The slide says: exploding gradients if the largest singular value is above 1. "
        f"Now $\\sigma_{{\\max}}$ = {num(found.state.sigma, 0)} as before, but $\\rho$ = "
        f"{num(found.state.rho, 1)}. At the right, the first time "
        "steps back are shown; the others are covered."
    )


def _stretched_replies(found: Found) -> dict[str, str]:
    left = _power(found.log10, "median.0")
    return {
        "it explodes": (
            f"So the slide says, and one time step can stretch by up to {num(found.state.sigma, 0)}. But only a "
            f"gradient that points in "
            f"the right direction is stretched, and after the next step it points elsewhere. Only {left} is left: "
            f"above 1 is necessary "
            "for an explosion, not sufficient."
        ),
        "it keeps about its length": (
            "It would, if stretching and shortening canceled. Here they do not: "
            f"a time step multiplies by {_mean(found)} on average, and {_times(found)} of them leave {left}."
        ),
        "it vanishes": (
            f"The median length at $t=0$ is {left}: on average a time step multiplies by {_mean(found)}, although "
            f"it could stretch by "
            f"{num(found.state.sigma, 0)}. The slide's condition is necessary for an explosion, not sufficient; "
            f"below 1, on the other "
            "hand, is sufficient to vanish."
        ),
    }


def _cliff_text(found: Found) -> str:
    assert found.walks is not None
    free, clipped = found.walks
    at, length = longest(free)
    last = min(11, len(clipped.losses) - 1)
    return (
        "The height is the loss of one unit over its weight $w$ and its bias $b$. Exploding gradients make a wall: "
        f"at step {at} (step back) the gradient has length {num(length, 0)}, and without clipping the next step lands "
        "far away, at loss "
        f"{num(float(free.losses[at + 1]), 2)}. Clipping keeps the direction and shortens the gradient to "
        f"{num(clipped_at(found), 1)}; a few steps later its loss is {num(float(clipped.losses[last]), 3)}."
    )


def clipped_at(found: Found) -> float:
    """The clipping threshold of what is shown."""
    return found.state.clip


def _twins_text(found: Found) -> str:
    assert found.pair is not None
    return (
        "Two trainings with the same start and the same sequences; the network has to name the character it read "
        f"{found.state.lag} time steps ago. $W_{{hh}}$ starts as {num(RADIUS[found.state.kind], 1)} times an "
        f"orthogonal matrix, so gradients "
        f"explode. One training clips at $\\theta$ = {num(found.state.clip, 1)}, the other does not. Guessing has "
        f"a loss of "
        f"{num(found.pair[0].pair.guessing, 3)} nats."
    )


def _twins_replies(found: Found) -> dict[str, str]:
    assert found.pair is not None
    clipped, cuts = num(found.ends[1], 3, "clipped"), len(found.pair[1].clipped)
    above = part("above guessing", "free")  # how far above hangs on how a processor rounds: the loss explodes
    return {
        twins.OUTCOMES[0]: (
            f"Exploding gradients are not small: the information does arrive. With clipping the loss ends at "
            f"{clipped} nats, far below "
            "guessing."
        ),
        twins.OUTCOMES[1]: (
            "One may fear that clipping throws information away. It changes only the length of a step, never its "
            "direction. Without it the "
            f"first long steps destroy the weights: the loss ends {above}."
        ),
        twins.OUTCOMES[2]: (
            f"With clipping the loss ends at {clipped} nats; without it, {above}. Only {cuts} of {STEPS} training "
            f"steps had to be shortened; but "
            "one step that is far too long is enough to destroy what the others learned."
        ),
        twins.OUTCOMES[3]: (
            f"So it is with some other seeds. Here the training without clipping ends {above}: its first "
            f"steps are far too long, "
            "and it never recovers."
        ),
    }


def _helpless_text(found: Found) -> str:
    assert found.pair is not None
    free, clipped = found.ends
    cuts = len(found.pair[1].clipped)
    return (
        f"The same with {num(RADIUS[found.state.kind], 1)} instead of {num(RADIUS['exploding'], 1)} at the start: "
        "now gradients "
        f"vanish. Clipping shortens "
        f"{cuts} of {STEPS} steps and makes no small gradient longer: both trainings stay at guessing "
        f"({num(free, 2, 'free')} and "
        f"{num(clipped, 2, 'clipped')} nats). Against vanishing gradients the lecture changes the "
        f"architecture."
    )


def _learned(found: Found) -> str:
    assert found.pair is not None
    return twins.outcome(*found.pair)[0]


def _is_networks(found: Found) -> bool:
    return found.networks is not None


SCRIPT: Script[GradientFlow, Found] = Script(
    result,
    (
        Stop(
            name="scalar",
            title="One number, a hundred times",
            text=_scalar_text,
            formula=r"\gradient{\frac{\partial L}{\partial h_0}} = \hidden{w}\cdot\hidden{w}\cdots\hidden{w}\,"
            r"\gradient{\frac{\partial L}{\partial h_T}} = \hidden{w}^{T}\,\gradient{\frac{\partial L}{\partial h_T}}",
            state=SHRINKS,
            highlight=("median.0",),
            holds=lambda found: (
                _is_networks(found)
                and found.laboratory.cell == "linear"
                and abs(found.log10 - _times(found) * math.log10(found.state.rho)) < 1e-9
                and found.log10 < -LARGE
            ),
            fails=GROWS,
            note="Let the class compute ten factors by head: about a third is left. The whole is ten such thirds "
            "multiplied.",
        ),
        Stop(
            name="growth",
            title="A little above 1",
            text=lambda found: (
                f"The same network with $w$ = {num(found.state.rho, 1)}: each time step back makes the gradient a "
                f"tenth longer. "
                "At the right, the first time steps back are shown; the others are covered."
            ),
            state=GROWS,
            step=5,
            question=Question(
                text=lambda found: f"How long is the gradient {_times(found)} time steps back?",
                draws=True,
                replies=_growth_replies,
                answer=lambda found: list(_growth_replies(found))[2],
                highlight=("median.0",),
            ),
            holds=lambda found: _is_networks(found) and found.log10 > 4 and found.laboratory.cell == "linear",
            fails=SHRINKS,
            note="It is compound interest. Ask which w keeps the length, and how near to it one must be.",
        ),
        Stop(
            name="product",
            title="Many factors of W and repeated tanh",
            text=_product_text,
            formula=r"\gradient{\frac{\partial L}{\partial h_0}} = \left(\prod_{t=1}^{T} \hidden{W_{hh}}^\top\,"
            r"\mathrm{diag}(1-\hidden{h_t}^{2})\right)\gradient{\frac{\partial L}{\partial h_T}}",
            state=PRODUCT,
            begin=0,
            highlight=("length.0",),
            holds=lambda found: _is_networks(found) and found.laboratory.cell == "tanh" and _under_the_bound(found),
            scope="seeds",
            fails=SHRINKS,
            note="The slide stacks the matrices: h is tanh of W times h and x, one below the other. See the text.",
        ),
        Stop(
            name="vanishing",
            title="Below 1 it must vanish",
            text=_vanishing_text,
            formula=r"\left\Vert\gradient{\frac{\partial L}{\partial h_t}}\right\Vert \le \sigma_{\max}^{\,T-t}\,"
            r"\left\Vert\gradient{\frac{\partial L}{\partial h_T}}\right\Vert",
            state=VANISHES,
            highlight=("bound.0", "median.0"),
            holds=lambda found: (
                _is_networks(found)
                and found.state.sigma < 1
                and _under_the_bound(found)
                and bool((found.laboratory.log10[:, 0] < -LARGE).all())
            ),
            scope="seeds",
            fails=EXPLODES,
            note="This half of the slide is right as it stands: below 1 is sufficient to vanish.",
        ),
        Stop(
            name="exploding",
            title="Above 1 it can explode",
            text=_exploding_text,
            state=EXPLODES,
            highlight=("bound.0", "median.0"),
            holds=lambda found: (
                _is_networks(found)
                and found.state.sigma == found.state.rho
                and found.log10 > LARGE
                and _under_the_bound(found)
            ),
            scope="seeds",
            fails=VANISHES,
            note="Drag ρ below σ_max and watch the curve fall; then ask the next question.",
        ),
        Stop(
            name="not-enough",
            title="A stretching matrix with a small spectral radius",
            text=_stretched_text,
            state=STRETCHED,
            step=5,
            question=Question(
                text="What becomes of the gradient on its way to $t=0$?",
                draws=True,
                replies=_stretched_replies,
                answer=lambda found: "it vanishes" if found.log10 < -LARGE else "it keeps about its length",
                highlight=("bound.0", "median.0"),
            ),
            holds=lambda found: _is_networks(found) and found.state.sigma > 1 and found.log10 < -LARGE,
            scope="seeds",
            fails=EXPLODES,
            note="Necessary, not sufficient. With tanh and a much larger σ_max the same ρ does explode: no single "
            "number decides.",
        ),
        Stop(
            name="cliff",
            title="What an explosion does to training",
            text=_cliff_text,
            formula=r"\gradient{g} \leftarrow \frac{\theta}{\Vert\gradient{g}\Vert}\,\gradient{g}\quad "
            r"\mathrm{if}\ \Vert\gradient{g}\Vert > \theta",
            state=CLIFF,
            begin=0,
            step=11,
            holds=lambda found: (
                found.walks is not None
                and surface.outcome(*found.walks)[0] == surface.OUTCOMES[1]
                and longest(found.walks[0])[1] > 10
                and float(found.walks[1].losses[11]) < 0.001
            ),
            fails=GradientFlow(view="cliff", w=0.5, b=0.0),
            note="Step until the wall is met. Clipping is one line of code, and every training of an RNN has it.",
        ),
        Stop(
            name="twins",
            title="Two trainings, one clips",
            text=_twins_text,
            state=TWINS,
            step=3,
            question=Question(
                text="Which training learns the task?",
                replies=_twins_replies,
                answer=_learned,
                highlight=("free", "clipped"),
            ),
            holds=lambda found: found.pair is not None and _learned(found) == "only with clipping",
            fails=HELPLESS,
            note="One start, the same batches: only clipping differs. The marks are the shortened steps.",
        ),
        Stop(
            name="vanishing-twins",
            title="What clipping cannot do",
            text=_helpless_text,
            state=HELPLESS,
            highlight=("free", "clipped"),
            holds=lambda found: (
                found.pair is not None
                and found.state.kind == "vanishing"
                and _learned(found) == "neither"
                and all(abs(end - found.pair[0].pair.guessing) < 0.1 for end in found.ends)
            ),
            scope="seeds",
            fails=TWINS,
            note="A clipped gradient is never longer than before. What vanished stays vanished.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="The gradient of $h_0$ is a product of many factors $W_{hh}$ and slopes of tanh; it shrinks, "
            "grows or, rarely, keeps its "
            "length. Exploding: **clip** the gradient at a threshold. Vanishing: **change the architecture**; the "
            "LSTM, some lessons "
            "later, has a way back from cell state to cell state without this matrix.",
            formula=r"\gradient{\frac{\partial L}{\partial h_0}} = \left(\prod_{t=1}^{T} \hidden{W_{hh}}^\top\,"
            r"\mathrm{diag}(1-\hidden{h_t}^{2})\right)\gradient{\frac{\partial L}{\partial h_T}}",
            state=EXPLODES,
            holds=lambda found: _is_networks(found) and found.log10 > LARGE,
            scope="seeds",
            fails=VANISHES,
            note="Two problems, two answers. The next lessons need the second one.",
        ),
    ),
    symbols=("T", "h", "h_0", "dh", "W_hh", "sigma_max", "rho", "threshold", "learning_rate"),
)
