"""What the guide of the lesson hello says, and in which state of the page."""

import numpy as np

from figures.numbers import quoted, visible
from lessons.hello.figure import step_of
from lessons.hello.shown import Network, result
from lessons.hello.state import Hello
from ui.guide import Question, Script, Stop, num, part, share, word

SLIDE = Hello()
TRAINED = Hello(network="trained")
WRITING = Hello(network="trained", mode="write", start="h")
UNTRAINED = Hello(network="random")


def _symbol(found: Network, token: int) -> str:
    return quoted(found.trained.vocabulary.symbols[token])


def _best(found: Network, t: int) -> int:
    return int(found.run.y[t - 1, 0].argmax())


def _target(found: Network, t: int) -> int:
    assert found.run.targets is not None
    return int(found.run.targets[t - 1, 0])


def _right(found: Network) -> int:
    return sum(_best(found, t) == _target(found, t) for t in range(1, len(found.run.y) + 1))


def _loss(found: Network, t: int) -> float:
    assert found.run.losses is not None
    return float(found.run.losses[t - 1, 0])


def _mean(found: Network) -> float:
    return float(found.trained.losses[-1])


def _guessing(found: Network) -> float:
    return float(np.log(len(found.trained.vocabulary)))


def _scores_text(found: Network) -> str:
    best, target = _best(found, 1), _target(found, 1)
    return (
        f"$W_{{hy}}$ turns the state into four {part('scores', 'y.1')} (logits). At $t=1$ the largest is "
        f"{num(found.run.y[0, 0].max(), 1, f'y.1.{best + 1}')}, for {_symbol(found, best)}: "
        f"{word(best == target, 'right', 'wrong')}, the target is {_symbol(found, target)}."
    )


def _scores_replies(found: Network) -> dict[str, str]:
    target, best = _target(found, 2), _best(found, 2)
    said = {}
    for token, symbol in enumerate(found.trained.vocabulary.symbols):
        score = num(found.run.y[1, 0, token], 1, f"y.2.{token + 1}")
        if token == best:
            reply = (
                f"Its score is {score}, the largest of the four. The target is {_symbol(found, target)}: "
                "nobody has trained this network, so nothing makes it predict well."
            )
        elif token == target:
            reply = (
                f"That is what the word needs, and what training will teach. These weights were not trained: "
                f"the score of {_symbol(found, token)} is only {score}."
            )
        else:
            reply = (
                f"Its score is {score}. The scores are $W_{{hy}} h_2 + b_y$; they cannot be seen from the word, only "
                "from the weights."
            )
        said[visible(symbol)] = reply
    return said


def _loss_text(found: Network) -> str:
    p = float(found.run.p[1, 0, _target(found, 2)])
    return (
        f"The softmax turns the scores into probabilities {part('$p_2$', 'p.2')}: positive numbers that add up to 1. "
        "The target "
        f"{_symbol(found, _target(found, 2))} gets only {part(f'{100 * p:.0f} %', f'p.2.{_target(found, 2) + 1}')}. "
        f"The loss is minus the natural logarithm of that, {num(_loss(found, 2), 2, 'L.2')} nats: "
        "small if the target was likely, large if it was not."
    )


def _guessing_text(found: Network) -> str:
    return (
        f"The mean of the four losses is {num(_mean(found), 3)} nats. A guess that gives all four characters the same "
        f"probability has $\\ln 4$ = {num(_guessing(found), 3)}. So the network printed on the lecture's slide is "
        f"{word(_mean(found) > _guessing(found), 'a little worse than guessing', 'better than guessing')}: its numbers "
        "show how the network computes, not how well it predicts."
    )


def _memory_text(found: Network) -> str:
    distance = float(np.abs(found.run.trace.h[4, 0] - found.run.trace.h[3, 0]).max())
    return (
        "The first l must be followed by l, the second by o. The input [$x_3$](x.3) is the same as [$x_4$](x.4), and "
        "so are all weights; the input alone cannot tell the two apart. Only the hidden states differ, "
        f"[$h_3$](h.3) from [$h_4$](h.4), by up to {num(distance, 1)}, because they carry what was read before."
    )


def _trained_text(found: Network) -> str:
    steps = sum(count for _, count in found.trained.tape)
    return (
        f"After {steps} training steps, each moving every weight a little against its gradient, "
        f"{share(_right(found), 4)} predictions are right and the mean loss is {num(_mean(found), 3)} nats. "
        "The green scores, those of the targets, have become the largest. To watch it, choose the random network and "
        "press Train."
    )


def _writing_text(found: Network) -> str:
    assert found.wrote is not None
    written = "".join(found.trained.vocabulary.symbols[int(token)] for token in found.wrote.tokens)
    return (
        "Once trained, a network can write. It reads “h”, takes the character with the largest score, and that "
        f"character is its next input (dotted arrows). One character at a time it writes {quoted(written[1:])}. "
        "Nobody gives it the word: all it needs is in the weights and the hidden state."
    )


def _writes_ello(found: Network) -> bool:
    assert found.wrote is not None
    return "".join(found.trained.vocabulary.symbols[int(token)] for token in found.wrote.tokens)[1:] == "ello"


def _recurs(found: Network) -> bool:
    """The formula of the summary, with one set of weights for all time steps."""
    h, cell = found.run.trace.h[:, 0], found.trained.model.cell
    columns = cell.W_xh.T[found.run.x[:, 0]]
    return bool(np.allclose(h[1:], np.tanh(h[:-1] @ cell.W_hh.T + columns + cell.b_h), rtol=1e-12))


SCRIPT: Script[Hello, Network] = Script(
    result,
    (
        Stop(
            name="task",
            title="The task",
            text="A network reads “hello” one character at a time. After each one it should predict the next: "
            "after h the e, after h e the l. Below each column stands what it reads, above it what should come next. "
            "Time runs to the right.",
            state=SLIDE,
            step=step_of(1, "read"),
            covers=True,
            highlight=("x.1", "L.1"),
            holds=lambda found: found.choice.word == "hello" and len(found.run.y) == 4,
            fails=Hello(network="random", word="help!"),
            note="Ask what a network without memory could do here: it sees one character and must name the next.",
        ),
        Stop(
            name="one-hot",
            title="A character as a vector",
            text="The vocabulary has four characters, h, e, l and o. Each enters as a one-hot vector: 1 in its own "
            "place, 0 elsewhere. “h” is (1, 0, 0, 0). So multiplying $W_{xh}$ by [$x_1$](x.1) picks out one "
            "column of the matrix.",
            formula=r"\input{x_1} = (1, 0, 0, 0)^\top",
            state=SLIDE,
            step=step_of(1, "read"),
            covers=True,
            highlight=("x.1",),
            holds=lambda found: (
                found.trained.vocabulary.symbols == ("h", "e", "l", "o") and int(found.run.x[0, 0]) == 0
            ),
            fails=Hello(network="random", word="yellow"),
            note="One-hot: no two characters are nearer to each other than any others.",
        ),
        Stop(
            name="state",
            title="The state remembers",
            text="The new [hidden state](h.2) mixes two things: the [old state](h.1), which still carries that “h” was "
            "read, and the [new character “e”](x.2). The same two matrices do this at every time step.",
            formula=r"\hidden{h_2} = \tanh\left(\hidden{W_{hh} h_1} + \input{W_{xh} x_2} + \hidden{b_h}\right)",
            state=SLIDE,
            begin=step_of(1, "update"),
            step=step_of(2, "update"),
            covers=True,
            highlight=("h.2", "W_hh.2", "W_xh.2"),
            holds=lambda found: bool(np.abs(found.run.trace.h[2, 0] - found.run.trace.h[1, 0]).max() > 0.1),
            scope="seeds",
            fails=Hello(network="random", word="aaa", hidden=1),
            note="Point at a number of h: the arithmetic stands beside it.",
        ),
        Stop(
            name="scores",
            title="Which character comes next?",
            text=_scores_text,
            formula=r"\output{y_t} = \output{W_{hy}}\,\hidden{h_t} + \output{b_y}",
            state=SLIDE,
            step=step_of(2, "update"),
            highlight=("y.1",),
            question=Question(
                text="After h e, which character gets the largest score? Nobody has trained this network.",
                replies=_scores_replies,
                answer=lambda found: visible(found.trained.vocabulary.symbols[_best(found, 2)]),
                step=step_of(2, "predict"),
                highlight=("y.2", "p.2"),
            ),
            holds=lambda found: _best(found, 1) != _target(found, 1) and _best(found, 2) != _target(found, 2),
            fails=TRAINED,
            note="Let the class vote before you go on. Most say l, because the word needs it.",
        ),
        Stop(
            name="loss",
            title="From scores to a loss",
            text=_loss_text,
            formula=r"\output{p_t} = \mathrm{softmax}(\output{y_t}),\quad "
            r"\loss{L_t} = -\ln \output{p_t}[\mathrm{target}]",
            state=SLIDE,
            step=step_of(2, "predict"),
            highlight=("p.2", "L.2"),
            holds=lambda found: bool(
                np.isclose(np.exp(-_loss(found, 2)), found.run.p[1, 0, _target(found, 2)], rtol=1e-12)
                and found.run.p[1, 0, _target(found, 2)] < 0.1
            ),
            fails=TRAINED,
            note="Nats, because the logarithm is the natural one.",
        ),
        Stop(
            name="guessing",
            title="Is that good?",
            text=_guessing_text,
            state=SLIDE,
            step=step_of(4, "predict"),
            highlight=("L.1", "L.2", "L.3", "L.4"),
            holds=lambda found: _mean(found) > _guessing(found),
            fails=TRAINED,
            note="The slide prints numbers, not weights. Weights that give exactly these need a bias $b_y$.",
        ),
        Stop(
            name="two-l",
            title="The same input, another answer",
            text=_memory_text,
            state=SLIDE,
            step=step_of(4, "predict"),
            highlight=("x.3", "h.3", "x.4", "h.4"),
            holds=lambda found: bool(
                found.run.x[2, 0] == found.run.x[3, 0]
                and _target(found, 3) != _target(found, 4)
                and np.abs(found.run.trace.h[4, 0] - found.run.trace.h[3, 0]).max() > 0.01
            ),
            fails=Hello(network="random", word="helps"),
            note="This is the whole idea of the lecture in one picture. Leave it on the screen for a while.",
        ),
        Stop(
            name="trained",
            title="Training raises the green scores",
            text=_trained_text,
            state=TRAINED,
            step=step_of(4, "predict"),
            highlight=("y.1", "y.2", "y.3", "y.4"),
            holds=lambda found: _right(found) == 4 and _mean(found) < 0.1,
            scope="seeds",
            fails=UNTRAINED,
            note="Choose random and press Train: the green numbers rise in the picture itself.",
        ),
        Stop(
            name="writing",
            title="Test: one character at a time",
            text=_writing_text,
            state=WRITING,
            step=step_of(4, "write"),
            begin=step_of(2, "update"),
            highlight=("p.1", "p.2", "p.3", "p.4"),
            holds=_writes_ello,
            scope="seeds",
            fails=Hello(network="random", mode="write"),
            note="Then raise the temperature: it no longer takes the best character but draws one.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Each hidden state is made of the state before and the new input, with the same weights at every time "
            "step; from it the network predicts the next character. The loss says how unlikely the right one was.",
            formula=r"\hidden{h_t} = \tanh(\hidden{W_{hh} h_{t-1}} + \input{W_{xh} x_t} + \hidden{b_h})",
            state=TRAINED,
            step=step_of(4, "predict"),
            holds=lambda found: _right(found) == 4 and _recurs(found),
            scope="seeds",
            fails=UNTRAINED,
            note="Next: back-propagation through time, on this very network.",
        ),
    ),
    symbols=("x", "h", "y", "p", "losses", "W_xh", "W_hh", "W_hy", "b_h", "b_y"),
)
