"""Beam search: follow the k best continuations instead of one, and keep the whole tree.

    (1)  log P(Y) = Σ_t log p_t[Y_t]                          of the tokens after the start
    (2)  score(Y) = log P(Y) / lp(Y),  lp(Y) = ((5 + |Y|) / 6)^α

|Y| counts the end symbol; α = 0 leaves log P. From each kept hypothesis its k best symbols are
tried; of all these the best are kept, k less the hypotheses already finished, by (1), which ranks
hypotheses of one length as (2) does. One that chose the end symbol is finished. k = 1 is greedy;
k as large as the number of all sequences finds the best of all.
Sources: Sutskever, Vinyals, Le (2014), §3.2, for the search; Wu et al. (2016), equation 14, for the
length penalty (2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rnn_core.types import Array, Tokens

State: TypeAlias = tuple[Array, ...]
"""What a network carries along, one row per hypothesis in each array: (n, H) or (layers, n, H)."""

Advance: TypeAlias = Callable[[State, Tokens], tuple[Array, State]]
"""(state of n hypotheses, their latest tokens (n,)) → log p of what is next (n, V), new state."""


@dataclass(frozen=True, slots=True)
class Node:
    """One hypothesis: that of its parent and one token more.

    log_p: of the token, given the parent. total: equation (1). score: equation (2). parent: the
    number of a node, −1 for the root, which is the start. depth: |Y|. kept: whether the search
    went on with it or accepted it. finished: whether it ends with the end symbol.
    """

    token: int
    log_p: float
    total: float
    score: float
    parent: int
    depth: int
    kept: bool
    finished: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """Every hypothesis looked at, in the order of the search; best: the number of the winner.

    The winner has the best score of the finished ones, or of those as long as allowed if none is.
    """

    nodes: tuple[Node, ...]
    best: int

    def tokens(self, number: int) -> list[int]:
        """The tokens on the way to this node, the start's not included."""
        path = []
        while self.nodes[number].parent >= 0:
            path.append(self.nodes[number].token)
            number = self.nodes[number].parent
        return path[::-1]

    def finished(self) -> list[int]:
        """The numbers of the hypotheses accepted as finished, best score first."""
        found = [n for n, node in enumerate(self.nodes) if node.finished and node.kept]
        return sorted(found, key=lambda n: -self.nodes[n].score)


def search(
    advance: Advance,
    state: State,
    start: int,
    *,
    width: int,
    longest: int,
    end: int | None = None,
    penalty: float = 0.0,
) -> Tree:
    """The tree of a search from the state of one hypothesis whose latest token is `start`.

    width: k. longest: the most tokens of a hypothesis, the end symbol included. end: the end
    symbol, None for none. penalty: α of equation (2).
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, got {width}")
    if longest < 1:
        raise ValueError(f"longest must be at least 1, got {longest}")
    if not 0 <= penalty < np.inf:
        raise ValueError(f"penalty must be a number of at least 0, got {penalty}")
    nodes = [Node(start, 0.0, 0.0, 0.0, -1, 0, kept=True, finished=False)]
    live, done = [0], 0
    for depth in range(1, longest + 1):
        log_p, state = advance(state, np.array([nodes[n].token for n in live]))
        tries = _continuations(nodes, live, log_p, width)
        lp = ((5 + depth) / 6) ** penalty
        survivors: list[tuple[int, int]] = []
        for rank, (total, row, token) in enumerate(tries):
            kept, finished = rank < width - done, token == end
            if kept and not finished:
                survivors.append((len(nodes), row))
            step = float(log_p[row, token])
            nodes.append(Node(token, step, total, total / lp, live[row], depth, kept, finished))
        done += sum(token == end for _, _, token in tries[: width - done])
        if not survivors:
            break
        live = [number for number, _ in survivors]
        rows = [row for _, row in survivors]
        state = tuple(part[..., rows, :] for part in state)
    return Tree(tuple(nodes), _best(nodes, live))


def _continuations(
    nodes: Sequence[Node], live: Sequence[int], log_p: Array, width: int
) -> list[tuple[float, int, int]]:
    """(total, row of the parent, token) of the `width` best symbols after each live node, sorted.

    Best first; the first of equals first.
    """
    best = np.argsort(-log_p, axis=1, kind="stable")[:, :width]
    found = [
        (nodes[number].total + float(log_p[row, token]), row, int(token))
        for row, number in enumerate(live)
        for token in best[row]
    ]
    return sorted(found, key=lambda one: -one[0])


def _best(nodes: Sequence[Node], live: Sequence[int]) -> int:
    """The number of the finished node with the best score, or else of the live one."""
    finished = [n for n, node in enumerate(nodes) if node.finished and node.kept]
    return max(finished or live, key=lambda n: nodes[n].score)
