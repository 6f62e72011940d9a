"""Captioners in PyTorch, to train them together with convolutions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from tqdm import tqdm

from rnn_core.types import Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Decoder:
    """The parts of a captioner that is told of the picture once: modules of PyTorch."""

    told: Any
    table: Any
    cell: Any
    out: Any

    @property
    def parameters(self) -> list[Any]:
        """All weights."""
        return [w for part in (self.told, self.table, self.cell, self.out) for w in part.parameters()]

    def scores(self, vectors: Any, words: Any) -> Any:
        """The scores (B, T, V) for vectors (B, F) and the words before, (B, T); with dropout."""
        first = self.told(vectors)[:, None]
        x = functional.dropout(torch.cat([first, self.table(words)], 1), 0.1)
        h, _ = self.cell(x)
        return self.out(functional.dropout(h[:, 1:], 0.2))


def build(n_words: int, features: int, inputs: int, hidden: int) -> Decoder:
    """A new decoder."""
    return Decoder(
        nn.Linear(features, inputs), nn.Embedding(n_words, inputs),
        nn.LSTM(inputs, hidden, batch_first=True), nn.Linear(hidden, n_words),
    )  # fmt: skip


def fit(
    decoder: Decoder,
    given: Any,
    sentences: Tokens,
    lengths: Tokens,
    *,
    epochs: int,
    rate: float,
    vectors: Callable[[Any], Any],
    also: tuple[Any, ...] = (),
    batch: int = 64,
    say: str = "captions",
) -> float:
    """Train on random ones of each picture's sentences; the mean loss of the last epoch.

    given: one row per picture, of which `vectors` makes (B, F). sentences: (N, 5, longest) with
    start and end, lengths (N, 5). also: modules that are trained along.
    """
    weights = [*decoder.parameters, *(w for module in also for w in module.parameters())]
    steps, total = len(given) // batch, 0.0
    optimizer = torch.optim.AdamW(weights, rate, weight_decay=1e-4)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps)
    texts, sizes = torch.from_numpy(sentences), torch.from_numpy(lengths)
    for module in also:
        module.train()
    with tqdm(total=epochs * steps, desc=say, mininterval=1.0) as bar:
        for _ in range(epochs):
            order, total = torch.randperm(len(given)), 0.0
            for k in range(steps):
                chosen = order[k * batch : (k + 1) * batch]
                which = torch.randint(0, texts.shape[1], (batch,))
                size = sizes[chosen, which]
                text = texts[chosen, which][:, : int(size.max())]
                y = decoder.scores(vectors(given[chosen]), text[:, :-1])
                inside = torch.arange(1, text.shape[1]) < size[:, None]
                loss = functional.cross_entropy(y[inside], text[:, 1:][inside])
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(weights, 1.0)
                optimizer.step()
                plan.step()
                total += float(loss)
                bar.update()
            bar.set_postfix(loss=f"{total / steps:.3f}")
    for module in also:
        module.eval()
    return total / steps
