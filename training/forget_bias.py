"""Train LSTMs whose forget biases start at 0, 1 and 3: `make train-forget-bias`, a few minutes.

Writes models/forget_bias.json, which the lesson on the LSTM's gradient quotes, and its card.
"""

import json
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median

from rnn_core.studies.forget_bias import Outcome, Trial, train

MODELS = Path(__file__).resolve().parents[1] / "models"
BIASES, SEEDS = (0.0, 1.0, 3.0), tuple(range(1, 10))

CARD = """\
# The forget bias

What the lesson *RNN against LSTM* quotes; made by `make train-forget-bias` in {seconds:.0f} s
on one core.

- **Task.** Recall the first of {T} symbols, one of four, {lag} steps later; the others are noise.
- **Networks.** LSTMs with {hidden} hidden units, all weights uniform in ±1/√H, all biases 0 but the
  forget gates' own. The networks of a seed differ in that bias alone, and see the same words.
- **Training.** {steps} steps of Adam at {rate:g}, {size} new words each, gradients clipped to
  {clip:g}; seeds {first} to {last}. Learned: at least 99 % of 200 held-out words right.

| forget bias | learned | median of the steps that took | last accuracy, median (least to most) |
|---|---|---|---|
{table}

Gers, Schmidhuber, Cummins (2000) started the forget gates open; Jozefowicz, Zaremba, Sutskever
(2015) recommend the bias 1. Limits: one task, one lag, one size, one learning rate; a bias as
large as 3 would be a burden where much must be forgotten.
"""


def row(bias: float, outcomes: list[Outcome]) -> str:
    """One bias in the card's table."""
    took = [one.learned for one in outcomes if one.learned is not None]
    last = sorted(one.accuracy[-1] for one in outcomes)
    steps = f"{median(took):.0f}" if took else "–"
    spread = f"{median(last):.2f} ({last[0]:.2f} to {last[-1]:.2f})"
    return f"| {bias:g} | {len(took)} of {len(outcomes)} seeds | {steps} | {spread} |"


def card(outcomes: list[Outcome], seconds: float) -> str:
    """The report in Markdown."""
    settings = asdict(outcomes[0].trial)
    rows = [row(bias, [one for one in outcomes if one.trial.bias == bias]) for bias in BIASES]
    return CARD.format(
        **settings, T=settings["lag"] + 1, seconds=seconds, first=SEEDS[0], last=SEEDS[-1],
        table="\n".join(rows),
    )  # fmt: skip


def main() -> None:
    """Train all, and write the two files."""
    began, found = time.monotonic(), []
    for seed in SEEDS:
        for bias in BIASES:
            found.append(train(Trial(bias, seed)))
            print(f"seed {seed}, bias {bias:g}: {found[-1].accuracy[-1]:.2f}")
    stored = [{"trial": asdict(one.trial), "accuracy": one.accuracy} for one in found]
    text = json.dumps(stored, separators=(",", ":"))
    report = card(found, time.monotonic() - began)
    (MODELS / "forget_bias.json").write_text(f"{text}\n", encoding="utf-8")
    (MODELS / "forget_bias.md").write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
