"""The core beside its peers: CPU time for a forward pass and for all gradients, side by side.

    python -m benchmarks.core            # some minutes; PyTorch needs requirements-bench.txt
    python -m benchmarks.core toy        # only the sizes whose name contains this

Token inputs, cross-entropy at every step, one thread each. In each round every contender runs one
block in turn; a ratio is the median over the rounds of (ours / the peer) inside a round, below 1 =
ours is faster. Ours keeps every intermediate and the gradient of every state; torch.nn keeps none.
"""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "MKL", "OMP", "VECLIB_MAXIMUM")}
if __name__ == "__main__" and any(os.environ.get(name) != "1" for name in ONE_THREAD):
    arguments = [sys.executable, "-m", "benchmarks.core", *sys.argv[1:]]
    os.execve(sys.executable, arguments, os.environ | ONE_THREAD)

import numpy as np  # noqa: E402 - the number of threads is read at import

from benchmarks.core_peers import bare, naive, torch_loop, torch_nn, torch_version  # noqa: E402
from benchmarks.report import machine, table  # noqa: E402
from rnn_core import model  # noqa: E402
from rnn_core.cells import lstm, rnn  # noqa: E402
from rnn_core.grads import gradients  # noqa: E402
from rnn_core.readout import ReadoutParams  # noqa: E402
from rnn_core.types import Array  # noqa: E402
from rnn_core.workspace import Workspace  # noqa: E402

Task = Callable[[], object]

SIZES = {  # V = D, H, T, B
    "toy: H 16, T 4": (4, 16, 4, 1),
    "lesson: H 64, T 25": (30, 64, 25, 1),
    "lesson: H 64, T 50": (30, 64, 50, 1),
    "training: H 128, T 50, B 32": (60, 128, 50, 32),
    "captioning: H 256, T 16, B 64": (200, 256, 16, 64),
}
ROUNDS, BLOCK = 15, 0.02
PEERS = {  # column: contender and its dtype, against ours of the same dtype
    "/ nn f64": ("nn", "d"),
    "/ nn f32": ("nn", "f"),
    "/ loop f64": ("loop", "d"),
    "/ loop f32": ("loop", "f"),
    "/ naive f64": ("naive", "d"),
    "/ bare f64": ("bare", "d"),
    "fresh f64": ("fresh", "d"),
    "fresh f32": ("fresh", "f"),
}


def network(cell: str, V: int, H: int, dtype: str) -> model.Model:
    """A network with drawn weights."""
    rng = np.random.default_rng(0)

    def draw(*shape: int) -> Array:
        drawn: Array = (rng.standard_normal(shape) / np.sqrt(H)).astype(dtype)
        return drawn

    readout = ReadoutParams(draw(V, H), draw(V))
    if cell == "LSTM":
        return model.Model(lstm.LSTMParams(draw(4 * H, H + V), draw(4 * H)), readout)
    return model.Model(rnn.RNNParams(draw(H, V), draw(H, H), draw(H)), readout)


def contenders(cell: str, size: tuple[int, int, int, int], *, back: bool) -> dict[Any, Task]:
    """What is measured, by name and dtype."""
    V, H, T, B = size
    x, targets = np.random.default_rng(1).integers(V, size=(2, T, B))
    found: dict[Any, Task] = {}
    for dtype in "df":
        net, workspace = network(cell, V, H, dtype), Workspace()

        def ours(own: Workspace | None, net: model.Model = net) -> object:
            run = model.run(net, x, targets, workspace=own)
            return model.backward(run, workspace=own) if back else run

        found["ours", dtype] = lambda ours=ours, own=workspace: ours(own)  # type: ignore[misc]
        found["fresh", dtype] = lambda ours=ours: ours(None)  # type: ignore[misc]
        found["naive", dtype] = naive(net, x, targets, back=back)
        found["bare", dtype] = bare(net, x, back=back)
        if torch_version():
            found["nn", dtype] = torch_nn(net, x, targets, back=back)
            found["loop", dtype] = torch_loop(net, x, targets, back=back)
    wanted = set(PEERS.values()) | {("ours", "d"), ("ours", "f")}
    return {name: task for name, task in found.items() if name in wanted}


def measure(tasks: dict[Any, Task]) -> dict[Any, Array]:
    """CPU seconds of one call for each round, the contenders in turn."""
    repeats = {}
    for name, task in tasks.items():
        task()
        start = time.process_time()
        task()
        repeats[name] = max(1, int(BLOCK / max(1e-6, time.process_time() - start)))
    found: dict[Any, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            start = time.process_time()
            for _ in range(repeats[name]):
                task()
            found[name].append((time.process_time() - start) / repeats[name])
    return {name: np.array(seconds) for name, seconds in found.items()}


def rows(only: str) -> list[list[str]]:
    """The lines of the table."""
    lines = []
    for name, size in SIZES.items():
        for cell in ("RNN", "LSTM"):
            for back in (False, True):
                if only not in name:
                    continue
                seconds = measure(contenders(cell, size, back=back))
                line = [name, cell, "forward + backward" if back else "forward"]
                line += [f"{np.median(seconds['ours', dtype]) * 1e6:.0f}" for dtype in "df"]
                for column, (peer, dtype) in PEERS.items():
                    if (peer, dtype) not in seconds:
                        line.append("–")
                        continue
                    ratios = seconds["ours", dtype] / seconds[peer, dtype]
                    upside_down = column.startswith("fresh")
                    value = float(np.median(1 / ratios if upside_down else ratios))
                    line.append(f"{value:.2f}")
                lines.append(line)
    return lines


def laboratory() -> list[list[str]]:
    """Norms of 100 networks × 200 steps × 64 units, and ours network by network."""
    lines = []
    x = np.random.default_rng(0).integers(30, size=(200, 100))
    for cell in ("RNN", "LSTM"):
        nets: Any = [network(cell, 30, 64, "d").cell for _ in range(100)]
        seconds = measure({"lab": lambda nets=nets: gradients.state_gradient_norms(nets, x)})["lab"]  # type: ignore[misc]
        lines.append([cell, f"{np.median(seconds) * 1e3:.0f}"])
    return lines


def memory() -> list[list[str]]:
    """Peak memory of a forward and backward pass at B = 1, H = 64 for growing T."""
    lines, lengths = [], (10, 100, 1000, 10000)
    for cell in ("RNN", "LSTM"):
        net, peaks = network(cell, 30, 64, "d"), []
        for T in lengths:
            x = np.zeros((T, 1), int)
            tracemalloc.start()
            model.backward(model.run(net, x, x))
            peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
            tracemalloc.stop()
        slope = np.log10(peaks[-1] / peaks[-2])
        lines.append([cell, *(f"{peak:.2f}" for peak in peaks), f"{slope:.2f}"])
    return lines


def main() -> None:
    """Print what was measured."""
    only = " ".join(sys.argv[1:])
    print(f"{machine()}, NumPy {np.__version__}, {torch_version() or 'without PyTorch'}\n")
    head = ["size", "cell", "pass", "f64 µs", "f32 µs", *PEERS]
    print(table(head, rows(only)))
    print(
        "\nours / peer, CPU time. nn: torch.nn. loop: torch cells with the gradient of every state."
        "\nnaive: NumPy step by step. bare: the same products, tanh and exp, nothing else."
        "\nfresh: without a workspace / with one.\n"
    )
    if not only:
        print(table(["norms of 100 networks, T 200, H 64", "ms"], laboratory()) + "\n")
        print(table(["peak MB", "T 10", "T 100", "T 1000", "T 10000", "slope"], memory()))


if __name__ == "__main__":
    main()
