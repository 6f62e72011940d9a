"""The text under the figure of the lesson hello, and its exercises."""

import numpy as np

from figures.numbers import signed
from lessons.hello.shown import result
from lessons.hello.state import Hello
from ui.guide import Exercise, Section, Text


def _column(numbers: np.ndarray, digits: int = 1) -> str:
    return "(" + ", ".join(signed(float(number), digits) for number in numbers) + ")"


def _slide_numbers() -> str:
    run = result(Hello()).run
    states, scores = run.trace.h[1:, 0], run.y[:, 0]
    lines = "\n".join(
        f"| {t} | {letter} | {_column(states[t - 1])} | {_column(scores[t - 1])} | {target} |"
        for t, (letter, target) in enumerate(zip("hell", "ello", strict=True), start=1)
    )
    return f"""With three hidden units, the lecture's slide prints these numbers, and the figure computes them:

| $t$ | reads | hidden state $h_t$ | scores $y_t$ of h, e, l, o | target |
| --- | --- | --- | --- | --- |
{lines}

Four equations make each row from the one before:

$$h_t = \\tanh(W_{{hh}} h_{{t-1}} + W_{{xh}} x_t + b_h) \\qquad y_t = W_{{hy}} h_t + b_y$$

$$p_t = \\mathrm{{softmax}}(y_t) \\qquad L_t = -\\ln p_t[\\mathrm{{target}}_t]$$

$W_{{xh}}$ reads "from x to h": it multiplies the input and adds to the hidden state. $W_{{hh}}$ goes from each hidden state
to the next, $W_{{hy}}$ from the hidden state to the scores. The softmax is $p[k] = e^{{y[k]}} / \\sum_j e^{{y[j]}}$."""


def _by_hand() -> str:
    run = result(Hello()).run
    return (
        f"At $t=1$ the slide's network has the scores {_column(run.y[0, 0])} for h, e, l and o; the target is e. Compute the "
        "probability of e with the softmax, and from it the loss $L_1$ in nats."
    )


def _by_hand_solution() -> str:
    run = result(Hello()).run
    y = np.round(run.y[0, 0], 1)
    powers = np.exp(y)
    p = powers / powers.sum()
    terms = " + ".join(f"{power:.2f}" for power in powers)
    return (
        f"The powers $e^{{y}}$ are {', '.join(f'{power:.2f}' for power in powers)}; they add up to {terms} = {powers.sum():.2f}. "
        f"So $p[\\mathrm{{e}}]$ = {powers[1]:.2f} / {powers.sum():.2f} = {p[1]:.3f}, and $L_1 = -\\ln$ {p[1]:.3f} = {-np.log(p[1]):.2f} nats. "
        "Click the loss at $t=1$ in the figure to compare."
    )


def _here_solution() -> str:
    rows = []
    for units in (1, 2, 3, 8):
        found = result(Hello(network="trained", hidden=units))
        wrong = [
            f"{target} after {''.join('hell'[: t + 1])}"
            for t, target in enumerate("ello")
            if int(found.run.y[t, 0].argmax()) != found.trained.vocabulary.symbols.index(target)
        ]
        rows.append(f"| {units} | {found.trained.losses[-1]:.3f} | {', '.join(wrong) or 'none'} |")
    table = "\n".join(rows)
    return (
        "After 300 training steps with $\\eta$ = 0.3 and the weights of seed 1:\n\n| hidden units | mean loss in nats | wrong |\n| --- | --- | --- |\n"
        f"{table}\n\nThe network must keep the two l's apart. With one hidden unit, a single number between −1 and 1 would have to encode "
        "everything that was read. More units make that easier; they also make more weights."
    )


TEXT = Text(
    sections=(
        Section(
            "How a network predicts the next character",
            """A model of text is trained on a simple task: given the characters so far, predict the next one. The lecture's example
has the vocabulary [h, e, l, o] and one training sequence, "hello". The inputs are h, e, l, l and the targets e, l, l, o: each
target is simply the next input. No human has to label anything, because the text is its own answer.

The word holds a trap. The first **l** must be followed by **l**, the second by **o**. A feed-forward network that sees one character
at a time cannot do that: the same input always gives the same output. Something must remember what was read before. That is the
**hidden state** $h_t$, a vector that the network passes on from each time step to the next.""",
            ("state", "two-l"),
        ),
        Section("One step in numbers", _slide_numbers, ("one-hot", "scores", "loss")),
        Section(
            "Training: the green scores rise",
            """The loss of the sequence is the mean of the four $L_t$. Its gradient says for each weight in which direction the loss grows, and one
training step moves every weight a little the other way: $W \\leftarrow W - \\eta\\, \\partial L/\\partial W$, with the learning rate
$\\eta$. *One gradient step* beside the figure does exactly one, *Train* goes on until you pause it. In the figure the green number
of each column is the score of the target; training raises the green numbers and lowers the others.

The network of the slide was not trained, and its mean loss is larger than that of guessing. A low loss needs good weights, not only the
right architecture. A too large learning rate overshoots: try $\\eta$ = 10 under *More*.""",
            ("guessing", "trained"),
        ),
        Section(
            "Test: one character at a time",
            """At test time there is no word to read. The network gets one character, h, and predicts; the character that it predicts is its next
input; and so on, one character at a time. That is how every language model writes. Instead of the best character one can also **sample**:
draw a character with the probabilities $p_t = \\mathrm{softmax}(y_t / \\tau)$. The temperature $\\tau$ sharpens them (below 1) or
flattens them (above 1); as $\\tau$ goes to 0, the best character always wins.

Here the network was trained on a single word, so it can only write that word. What is true in general is the mechanism: the same four
equations, the same weights at every time step, and a state that carries what matters from the past. What people often get wrong:
the hidden state does not *store characters*. It is a handful of numbers, and training decides what they are useful for.""",
            ("writing",),
        ),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "scores"),
        Exercise(
            "here",
            "How small can the hidden state be? Choose *trained* and set *Hidden units* under *More* to 1, 2, 3 and 8. Where does the "
            "mean loss stay high, and which character does that network get wrong?",
            _here_solution,
            "trained",
        ),
        Exercise(
            "think",
            'Suppose the training word were "help" instead of "hello". Would the network still need a hidden state?',
            "Not to predict this word: in h → e, e → l, l → p every character has exactly one successor, so the input alone decides. "
            "The hidden state is needed where the same input has different targets, as the l in “hello”. In real text that is everywhere.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): vocabulary, training sequence and the printed numbers.
- A. Karpathy, *The Unreasonable Effectiveness of Recurrent Neural Networks*, 2015: the "hello" example.
- J. L. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990: predicting the next letter with a recurrent network.
""",
)
