"""Plant the classic bugs of recurrent networks, one at a time, and see which test catches each.

    python -m tests.mutation.cells            # all, with a table
    python -m tests.mutation.cells gate       # only those whose name contains this

Every bug is a few replacements in a copy of the sources. Those marked "both ways" are wrong in the
step, in the fast pass and in the gradient alike: only numbers from elsewhere can tell. A bug that
no test of the named files notices is a hole in the tests, and the command then fails.
"""

import sys

from tests.mutation.planting import Bug, Change, report


def _everywhere(there: str, back: str) -> tuple[Change, ...]:
    """An LSTM that reads its weights through `there` in step, pass and gradient alike."""
    lines = f"\n\ndef _read(W, b):\n    {there}\n\n\ndef _write(W, b):\n    {back}\n"
    return (
        Change("lstm", "    z = np.concatenate([h_prev, x_t])\n",
               "    params = _read(params.W, params.b)\n    z = np.concatenate([h_prev, x_t])\n"),
        Change("lstm", "    once(workspace, check_weights, params)\n",
               "    once(workspace, check_weights, params)\n"
               "    params = _read(params.W, params.b)\n"),
        Change("lstm", "    own.h_0[...], own.from_output[...] = 0, dh\n",
               "    own.h_0[...], own.from_output[...] = 0, dh\n"
               "    params = _read(params.W, params.b)\n"),
        Change("lstm", "LSTMGrads(LSTMParams(dW, db),", "LSTMGrads(_write(dW, db),"),
        Change("lstm", "        np.multiply(dC_t, f, dC_prev)\n    return dC\n",
               f"        np.multiply(dC_t, f, dC_prev)\n    return dC\n{lines}"),
    )  # fmt: skip


_QUARTERS = "i, f, o, g = np.split(np.arange(len(b)), 4); rows = np.concatenate([{}]); "
_ROWS = _QUARTERS + "return LSTMParams(W[rows].copy(), b[rows])"
_BIAS = _QUARTERS + "return LSTMParams(W, b[rows])"
_XH = "H = len(b) // 4; return LSTMParams(np.roll(W, {}, 1), b)"


def _gru_everywhere(rows: str) -> tuple[Change, ...]:
    """A GRU whose gates are in another order, in step, pass and gradient alike."""
    lines = (
        "\n\ndef _read(params):\n    r, z, n = np.split(np.arange(len(params.b_x)), 3)\n"
        f"    rows = np.concatenate([{rows}])\n"
        "    return GRUParams(params.W_x[rows], params.W_h[rows], params.b_x[rows], params.b_hn)\n"
    )
    at_start = "    inputs.check(params.W_x, x)\n"
    at_end = "    own.h[0], own.h[1:] = 0, dh\n"
    last = "    np.multiply((trace.h[:-1] - n) * z, 1 - z, by_z)\n"
    return (
        Change("gru", "    column = (-1,", "    params = _read(params)\n    column = (-1,"),
        Change("gru", at_start, f"{at_start}    params = _read(params)\n"),
        Change("gru", at_end, f"{at_end}    params = _read(params)\n"),
        Change("gru", "(GRUParams(dW_x, dW_h, db[H:], db[:H]),", "(_read(GRUParams(dW_x, dW_h, db[H:], db[:H])),"),
        Change("gru", last, last + lines),
    )  # fmt: skip


BUGS = (
    Bug("tanh' from a instead of h", "rnn", (
        Change("rnn", "np.multiply(h, h, own.a)",
               "np.multiply(trace.a, trace.a, own.a)"),)),
    Bug("1 − h instead of 1 − h²", "rnn", (
        Change("rnn", "np.multiply(h, h, own.a)",
               "np.copyto(own.a, trace.h[1:])"),)),
    Bug("dh from the future dropped, vanilla", "rnn", (
        Change("rnn", "add(dh_prev, from_future, dh_prev)", "pass"),)),
    Bug("dh from the future dropped, LSTM", "lstm", (
        Change("lstm", "add(dh_prev, part, dh_prev)", "pass"),)),
    Bug("W_hh transposed, both ways", "rnn", (
        Change("rnn", "params.W_hh @ h_prev", "params.W_hh.T @ h_prev"),
        Change("rnn", "params.W_hh.T if", "params.W_hh if"),
        Change("rnn", "else params.W_hh.T.copy()", "else params.W_hh.copy()"),
        Change("rnn", "np.ascontiguousarray(params.W_hh)", "np.ascontiguousarray(params.W_hh.T)"),
        Change("rnn", "dW_hh = rows.T.dot(trace.h[:-1].reshape(T * B, H))",
               "dW_hh = trace.h[:-1].reshape(T * B, H).T.dot(rows)"))),
    Bug("dW_hh from h_t instead of h_{t−1}", "rnn", (
        Change("rnn", "trace.h[:-1].reshape(T * B, H)", "trace.h[1:].reshape(T * B, H)"),)),
    Bug("dW from h_t instead of h_{t−1}, LSTM", "lstm", (
        Change("lstm", "trace.x, trace.h[:-1], own.rows", "trace.x, trace.h[1:], own.rows"),)),
    Bug("missing tanh on C, both ways", "lstm", (
        Change("lstm", "h = o * np.tanh(C)", "h = o * C"),
        Change("lstm", "        tanh(C, tanh_C)\n", "        np.copyto(tanh_C, C)\n"),
        Change("lstm_arrays", "    np.multiply(h, trace.tanh_C, by_h)\n", "    by_h[...] = 0\n"))),
    Bug("tanh of C not differentiated", "lstm", (
        Change("lstm_arrays", "    np.multiply(h, trace.tanh_C, by_h)\n", "    by_h[...] = 0\n"),)),
    Bug("dC from the future dropped", "lstm", (
        Change("lstm", "add(from_h, from_memory, dC)", "np.copyto(dC, from_h)"),)),
    Bug("dC from the future without f", "lstm", (
        Change("lstm_arrays", "by_next[:-1], by_next[-1] = trace.f[1:], 1", "by_next[...] = 1"),)),
    Bug("dC with the f of its own step", "lstm", (
        Change("lstm_arrays", "by_next[:-1], by_next[-1] = trace.f[1:], 1",
               "by_next[...] = trace.f"),)),
    Bug("dC_T dropped", "lstm", (
        Change("lstm", 'own.C[-1] = check_state("dC_T", dC_T, own.h_0)',
               'own.C[-1] = 0 * check_state("dC_T", dC_T, own.h_0)'),)),
    Bug("gates i and f swapped, both ways", "lstm",
        _everywhere(_ROWS.format("f, i, o, g"), _ROWS.format("f, i, o, g"))),
    Bug("gates f and o swapped, both ways", "lstm",
        _everywhere(_ROWS.format("i, o, f, g"), _ROWS.format("i, o, f, g"))),
    Bug("candidate and o swapped, both ways", "lstm",
        _everywhere(_ROWS.format("i, f, g, o"), _ROWS.format("i, f, g, o"))),
    Bug("bias of the wrong gate, both ways", "lstm",
        _everywhere(_BIAS.format("f, i, o, g"), _BIAS.format("f, i, o, g"))),
    Bug("[x; h] for [h; x], both ways", "lstm",
        _everywhere(_XH.format("H"), _XH.format("-H"))),
    Bug("σ(2x) in the fast pass", "lstm", (
        Change("lstm_arrays", "[0.5, 0.5, 0.5, 1]", "[1, 1, 1, 1]"),)),
    Bug("σ(2x), both ways", "lstm", (
        Change("lstm_arrays", "[0.5, 0.5, 0.5, 1]", "[1, 1, 1, 1]"),
        Change("activations", "np.tanh(0.5 * x)", "np.tanh(x)"),
        Change("lstm_arrays", "    by_next[:-1], by_next[-1]",
               "    own.a[:, :3] *= 2\n    by_next[:-1], by_next[-1]"))),
    Bug("bias of one gate not halved", "lstm", (
        Change("lstm", "params.b * halved", "params.b * np.r_[halved[: 3 * H - 1], 1, halved[3 * H :]]"),)),
    Bug("f (1 − f) with the i gate", "lstm", (
        Change("lstm_arrays", "(trace.added_kept, trace.gates[:, :2])",
               "(trace.added_kept, trace.gates[:, 1::-1])"),)),
    Bug("gates r and z swapped, both ways", "gru", _gru_everywhere("z, r, n")),
    Bug("update gate turned round, both ways", "gru", (
        Change("gru", "h = (1 - z) * n + z * h_prev", "h = z * n + (1 - z) * h_prev"),
        Change("gru", "        multiply(z, n, kept)\n        subtract(n, kept, h)\n"
               "        multiply(z, flat_h_prev, kept)\n",
               "        multiply(z, flat_h_prev, kept)\n        subtract(flat_h_prev, kept, h)\n"
               "        multiply(z, n, kept)\n"),
        Change("gru", "np.multiply(1 - z, 1 - n * n, by_n)", "np.multiply(z, 1 - n * n, by_n)"),
        Change("gru", "(trace.h[:-1] - n) * z, 1 - z", "(n - trace.h[:-1]) * z, 1 - z"),
        Change("gru", "zip(own.steps, trace.z.", "zip(own.steps, (1 - trace.z)."))),
    Bug("reset before the matrix, in the step", "gru", (
        Change("gru", "m = W_hn @ h_prev + params.b_hn.reshape(column)",
               "m = W_hn @ (r * h_prev) + params.b_hn.reshape(column)"),)),
    Bug("bias of the candidate not reset, both ways", "gru", (
        Change("gru", "b_n + r * m)", "b_n + r * (m - params.b_hn.reshape(column)) + params.b_hn.reshape(column))"),
        Change("gru", "        multiply(r, m, kept)\n        add(n, kept, n)\n",
               "        multiply(r, m - b_hn, kept)\n        add(n, kept, n)\n        add(n, b_hn, n)\n"),
        Change("gru", "    np.multiply(by_m * (1 - r), trace.m, by_r)\n",
               "    np.multiply(by_m * (1 - r), trace.m - params.b_hn, by_r)\n"),
        Change("gru", "_write_slopes(trace, own.mrzn)", "_write_slopes(trace, own.mrzn, params)"),
        Change("gru", "def _write_slopes(trace: GRUTrace, out: Array)",
               "def _write_slopes(trace: GRUTrace, out: Array, params: GRUParams)"),
        Change("gru", "db[H:], db[:H]),", "db[H:], db[3 * H :]),"))),
    Bug("dh along the update gate dropped", "gru", (
        Change("gru", "add(dh_prev, kept, dh_prev)", "pass"),)),
    Bug("dh from the gates dropped, GRU", "gru", (
        Change("gru", "add(dh_prev, part, dh_prev)", "pass"),)),
    Bug("dm not reset", "gru", (
        Change("gru", "np.multiply(by_n, r, by_m)", "np.copyto(by_m, by_n)"),
        Change("gru", "np.multiply(by_m * (1 - r), trace.m, by_r)", "np.multiply(by_m * r * (1 - r), trace.m, by_r)"))),
    Bug("reset gate's slope from n instead of m", "gru", (
        Change("gru", "np.multiply(by_m * (1 - r), trace.m, by_r)", "np.multiply(by_m * (1 - r), n, by_r)"),)),
    Bug("tanh of the candidate not differentiated", "gru", (
        Change("gru", "np.multiply(1 - z, 1 - n * n, by_n)", "by_n[...] = 1 - z"),)),
    Bug("update gate's slope from h_t instead of h_{t−1}", "gru", (
        Change("gru", "(trace.h[:-1] - n) * z", "(trace.h[1:] - n) * z"),)),
    Bug("dW from h_t instead of h_{t−1}, GRU", "gru", (
        Change("gru", "trace.h[:-1].reshape(T * B, H)", "trace.h[1:].reshape(T * B, H)"),)),
    Bug("rows of dW_h not put back", "gru", (
        Change("gru", ", -H, 0)  # (10)", ", 0, 0)  # (10)"),)),
    Bug("gradients of both biases of the candidate swapped", "gru", (
        Change("gru", "db[H:], db[:H])", "np.r_[db[H : 3 * H], db[:H]], db[3 * H :])"),)),
    Bug("σ(2x) in the GRU's fast pass", "gru", (
        Change("gru", "[: 2 * H] *= half", "[: 2 * H] *= 1"),)),
    Bug("direct path of a GRU along 1 − z", "state_norms", (
        Change("stacked", "np.multiply(direct[t], z[t - 1]", "np.multiply(direct[t], 1 - z[t - 1]"),)),
    Bug("laboratory: m not reset", "state_norms", (
        Change("stacked", "now[2] = slope * r\n", "now[2] = slope\n"),)),
    Bug("gradient flows through a held gate", "gate_clamp", (
        Change("lstm_arrays", "        own.a[trace.held] = 0\n", "        pass\n"),)),
    Bug("held unit is another", "gate_clamp", (
        Change("gate_clamp", "range(B), units)", "range(B), [H - 1 - u for u in units])"),)),
    Bug("direct path along i", "lstm", (
        Change("lstm", "zip(trace.f[::-1], dC[:0:-1]", "zip(trace.i[::-1], dC[:0:-1]"),)),
    Bug("initial state ignored", "rnn lstm", (
        Change("types", "    return given\n", "    return 0 * given\n"),)),
    Bug("gradient of the bias from the last step", "rnn", (
        Change("rnn", "db_h = ones(T * B, rows.dtype).dot(rows)",
               "db_h = np.add.reduce(rows[-B:], 0)"),)),
    Bug("token gradient counts a token once", "inputs", (
        Change("inputs", "np.add.reduce(by_token[start:end], 0, None, total[token])",
               "total[token] = by_token[start]"),)),
    Bug("one token's lookup gets no bias", "inputs", (
        Change("inputs", 'np.add(W.T, b, order="C").take', "W.T.copy().take"),)),
    Bug("off-by-one target", "losses", (
        Change("losses", " + targets.ravel()", " + np.roll(targets.ravel(), 1)"),)),
    Bug("off-by-one target in the pairs", "presets", (
        Change("text", "tokens[1:, np.newaxis]", "tokens[:-1, np.newaxis]"),)),
    Bug("padding counts in the loss", "ragged", (
        Change("losses", "None, where=mask)", "None)"),)),
    Bug("padding has a gradient", "ragged", (
        Change("losses", "    d[~mask] = 0\n", ""),)),
    Bug("layers share one workspace", "deep", (
        Change("workspace", "self._parts.setdefault(number, Workspace())", "self"),)),
    Bug("layer reads h_{t−1} of the one below", "deep", (
        Change("deep", "below = traces[-1].h[1:]", "below = traces[-1].h[:-1]"),)),
    Bug("upper layer hands nothing down", "deep", (
        Change("deep", "dh = grads[-1].x ", "dh = 0 * grads[-1].x "),)),
    Bug("W^l with h of its own layer first", "deep", (
        Change("deep_params", "RNNParams(matrix[:, :below], matrix[:, below:], bias)",
               "RNNParams(matrix[:, -below:], matrix[:, :-below], bias)"),)),
    Bug("truncation one step too short", "bptt", (
        Change("bptt", "max(0, stop - k2)", "min(counted, max(0, stop - k2 + 1))"),)),
    Bug("losses of overlapping windows count twice", "bptt", (
        Change("bptt", "own[: counted - start] = 0", "pass"),)),
    Bug("states not carried over a cut", "bptt", (
        Change("lstm_trace", "            self.h[states],\n",
               "            self.h[states] * np.r_[0, [1] * (stop - start)].reshape(-1, 1, 1),\n"),
        Change("lstm_trace", "from typing import NamedTuple\n",
               "from typing import NamedTuple\n\nimport numpy as np\n"))),
    Bug("shares of h_t instead of h_{t−1}", "bptt", (
        Change("rnn", "da @ trace.h[:-1]", "da @ trace.h[1:]"),)),
    Bug("running sum from the front", "bptt", (
        Change("per_step_gradients", "[::-1].cumsum(0)[::-1]", ".cumsum(0)"),)),
    Bug("spectral radius from every block but one", "spectrum", (
        Change("spectrum", "if start else spectral_radius", "if start else spectral_radius / 2"),)),
    Bug("a vanished norm is silently 0", "state_norms", (
        Change("state_norms", "    values[(values < FLOOR) & (lengths > 0)] = np.nan\n", ""),)),
    Bug("power of two forgotten", "state_norms", (
        Change("stacked", "exponent[: t + 1, near] += power", "pass"),)),
    Bug("saturated unit has derivative 0", "state_norms", (
        Change("activations", "    e /= below\n    return e\n",
               "    return np.asarray(1 - np.tanh(a) ** 2)\n"),)),
    Bug("clipping makes short gradients long", "gradients", (
        Change("gradients", "if not threshold < norm < math.inf:", "if not norm < math.inf:"),)),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(report(BUGS, " ".join(sys.argv[1:])))
