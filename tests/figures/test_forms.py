"""The forms, computed and printed by the browser's own code, against NumPy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from figures.curve_data import spoken
from figures.forms import (
    Applied,
    Constant,
    Explained,
    Expression,
    Form,
    Forms,
    Function,
    Largest,
    Matrix,
    Number,
    Part,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
    as_data,
)
from figures.numbers import signed, significant
from rnn_core.types import Array
from tests.explained import computed, explanation, said

SIZES = st.integers(1, 9)
NUMBERS = st.one_of(
    st.floats(-10, 10), st.sampled_from([0.0, -0.0, 1.0, -1.0, 1e300, -1e300, 1e-300, -1e-300, 0.5, 0.0005, 12345.678])
)
FUNCTIONS: dict[Function, object] = {
    "tanh": np.tanh,
    "σ": lambda x: 1 / (1 + np.exp(-x)) if x >= 0 else np.exp(x) / (1 + np.exp(x)),
    "exp": np.exp,
    "max0": lambda x: np.maximum(x, 0),
    "1−x²": lambda x: 1 - x * x,
    "x(1−x)": lambda x: x * (1 - x),
    "−": np.negative,
}


def matrices(rows: int, columns: int) -> st.SearchStrategy[Array]:
    return arrays(np.float64, (rows, columns), elements=NUMBERS)


def one(value: Expression, **tables: Table) -> Explained:
    """Forms in which the numbers of every box z.t are ``value``."""
    form = Form("z at {t}, {i}", (Step((Piece("z{_t}[{i}]"),), value),))
    return Explained(Forms({"z.#": form}), tables)


def product_of(matrix: str, vector: str) -> Total:
    return Total(Product((Number(matrix, ("i", "k")), Number(vector, ("t", "k")))), (matrix, 1))


@settings(max_examples=40, deadline=None)
@given(st.data(), SIZES, SIZES)
def test_a_weighted_sum_with_a_bias_is_numpy_s(data: st.DataObject, rows: int, columns: int) -> None:
    W, v = data.draw(matrices(rows, columns)), data.draw(matrices(2, columns))
    b = data.draw(arrays(np.float64, rows, elements=NUMBERS))
    figure = one(
        Sum((product_of("W", "v"), Number("b", ("i",)))),
        W=Table(W, (1, 1)), v=Table(v, (0, 1)), b=Table(b, (1,)),
    )  # fmt: skip
    with np.errstate(all="ignore"):
        expected = [float(sum([*(W[i] * v[t]), b[i]])) for t in (0, 1) for i in range(rows)]
    found = computed(figure, [f"z.{t}.{i + 1}" for t in (0, 1) for i in range(rows)])
    for value, right in zip(found, expected, strict=True):
        assert value is not None
        size = float(np.abs(W).max()) * float(np.abs(v).max()) + float(np.abs(b).max())
        assert math.isclose(value, right, rel_tol=1e-12, abs_tol=1e-12 * size) or not math.isfinite(right)


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=30, deadline=None)
@given(x=st.one_of(st.floats(-50, 50), st.sampled_from([0.0, 700.0, -700.0, 1e-300])))
def test_a_function_of_a_number_is_numpy_s(name: Function, x: float) -> None:
    found = computed(one(Applied(name, Number("x", (1,))), x=Table(np.array([x]), (1,))), ["z.1.1"])[0]
    assert found == pytest.approx(float(FUNCTIONS[name](np.float64(x))), rel=1e-14)  # type: ignore[operator]


@settings(max_examples=40, deadline=None)
@given(st.data(), SIZES)
def test_an_entry_of_a_softmax_is_numpy_s_even_for_scores_of_1000(data: st.DataObject, size: int) -> None:
    y = data.draw(arrays(np.float64, (1, size), elements=st.floats(-1000, 1000)))

    def shifted(of: str) -> Expression:
        return Applied("exp", Sum((Number("y", ("t", of)), Applied("−", Largest("y", ("t",))))))

    figure = one(Product((shifted("i"), Applied("1/", Total(shifted("k"), ("y", 1))))), y=Table(y, (1, 1)))
    e = np.exp(y[0] - y[0].max())
    assert computed(figure, [f"z.1.{i + 1}" for i in range(size)]) == pytest.approx(list(e / e.sum()), rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.data(), SIZES, st.integers(1, 4), st.integers(1, 4))
def test_a_total_runs_over_a_part_of_an_axis(data: st.DataObject, size: int, start: int, stop: int) -> None:
    v = data.draw(arrays(np.float64, size, elements=st.floats(-5, 5)))
    figure = one(Total(Number("v", ("k",)), ("v", 0), start, stop), v=Table(v, (1,)))
    assert computed(figure, ["z.1.1"]) == [pytest.approx(float(v[start - 1 : max(stop, start - 1)].sum()), abs=1e-12)]


def test_indices_count_from_where_the_table_begins_and_may_be_shifted_or_looked_up() -> None:
    h = Table(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), (0, 1))
    unit = Table(np.array([2.0, 1.0]), (1,))
    assert computed(one(Number("h", ("t-1", "i")), h=h), ["z.1.1", "z.3.2"]) == [1.0, 6.0]
    assert computed(one(Number("h", ("t", Number("unit", ("i",)))), h=h, unit=unit), ["z.1.1"]) == [4.0]
    with pytest.raises(ValueError, match="h has no entry 3, 1"):
        computed(one(Number("h", ("t", "i")), h=h), ["z.3.1"])
    with pytest.raises(ValueError, match="no table is called g"):
        computed(one(Number("g", ("t",)), h=h), ["z.3.1"])


@settings(max_examples=200, deadline=None)
@given(st.one_of(NUMBERS, st.floats(allow_nan=False), st.integers(-2000, 2000).map(lambda k: k / 16)))
def test_numbers_are_printed_as_python_prints_them(value: float) -> None:
    def printed(*, counting: bool) -> str:
        step = Step((Piece("z"),), Number("x", (1,)), significant=counting)
        figure = Explained(Forms({"z": Form("z", (step,))}), {"x": Table(np.array([value]), (1,))})
        found = explanation(figure, "z.1")
        assert found is not None
        text: str = found["lines"][-1][-1]["text"]
        return text

    assert printed(counting=False) == signed(value, 3)
    assert printed(counting=True) == significant(value, 3)


def test_a_long_sum_prints_its_largest_terms_and_the_others_as_one_number() -> None:
    W, v = np.array([[*range(1, 31)]]) / 10, np.ones((1, 30))
    figure = one(product_of("W", "v"), W=Table(W, (1, 1)), v=Table(v, (1, 1)))
    assert said(figure, "z.1.1") == (
        "z at 1, 1\nz₁[1]\n= 2.500·1.000 + 2.600·1.000 + 2.700·1.000\n+ 2.800·1.000 + 2.900·1.000 + 3.000·1.000\n"
        "+ 30.000 from 24 smaller terms\n= 46.500\n"
    )


def test_signs_stand_before_terms_and_brackets_around_negative_factors() -> None:
    W, v = np.array([[-0.5, 0.25, 1.0]]), np.array([[0.3, -0.2, -1.0]])
    figure = one(Applied("tanh", product_of("W", "v")), W=Table(W, (1, 1)), v=Table(v, (1, 1)))
    assert said(figure, "z.1.1").splitlines()[2:4] == [
        "= tanh( −0.500·0.300 + 0.250·(−0.200) + 1.000·(−1.000) )",
        "= tanh( −1.200 ) = −0.834",
    ]


def test_a_difference_of_constant_and_number_a_quotient_and_a_derivative_are_written_as_such() -> None:
    table = Table(np.array([0.25]), (1,))
    x = Number("x", (1,))
    difference = one(Sum((Constant(1.0), Applied("−", x))), x=table)
    assert said(difference, "z.1.1").splitlines()[-1] == "= 1.000 − 0.250 = 0.750"
    quotient = one(Product((Constant(3.0), Applied("1/", x))), x=table)
    assert said(quotient, "z.1.1").splitlines()[-1] == "= 3.000 / 0.250 = 12.000"
    slope = one(Product((Constant(2.0), Applied("1−x²", x))), x=table)
    assert said(slope, "z.1.1").splitlines()[-1] == "= 2.000 · (1 − 0.250²) = 1.875"


def test_the_most_exact_form_wins_and_what_has_none_is_not_explained() -> None:
    words = {"h": "box", "h.#": "number", "h.2": "second", "h.2.#": "of the second", "h.2.3": "this one"}
    figure = Explained(Forms({name: Form(text) for name, text in words.items()}))
    asked = {"h.1": "box", "h.1.3": "number", "h.2": "second", "h.2.1": "of the second", "h.2.3": "this one"}
    assert {name: said(figure, name).strip() for name in asked} == asked
    assert said(figure, "g.1") == ""


def test_names_subscripts_and_numbers_fill_the_holes_of_texts() -> None:
    form = Form("“{i:letters}” at {t}, h{_t-1}, m = {=m}, {row}/{column}", where={"m": Number("x", (1,))}, columns_of=2)
    figure = Explained(Forms({"z.#": form}), {"x": Table(np.array([0.5]), (1,))}, {"letters": ("a", "b", "<", "👩‍🚀")})
    assert said(figure, "z.10.3").strip() == "“<” at 10, h₉, m = 0.500, 2/1"
    assert said(figure, "z.1.4").strip().startswith("“👩‍🚀” at 1, h₀")


def test_what_an_open_question_hides_does_not_travel_and_is_not_explained() -> None:
    figure = one(Number("h", ("t", "i")), h=Table(np.array([[0.1], [0.2]]), (1, 1), box="h"))
    sent = as_data(figure, frozenset({"h.2"}))
    assert np.isnan(sent["tables"]["h"]["values"]).tolist() == [[False], [True]]
    assert explanation({"explained": sent}, "z.1.1") is not None
    assert explanation({"explained": sent}, "z.2.1") is None


def test_the_entries_that_a_number_was_made_of_are_named() -> None:
    W, v = Table(np.ones((2, 2)), (1, 1), group="W"), Table(np.ones((3, 2)), (0, 1), box="v")
    found = explanation(one(product_of("W", "v"), W=W, v=v), "z.1.2")
    assert found is not None
    assert sorted((source["table"], *source["index"]) for source in found["sources"]) == [
        ("W", 2, 1), ("W", 2, 2), ("v", 1, 1), ("v", 1, 2),
    ]  # fmt: skip


def test_a_table_needs_a_first_number_for_each_axis() -> None:
    with pytest.raises(ValueError, match="expected 2 numbers"):
        as_data(one(Number("h", ("t", "i")), h=Table(np.ones((2, 2)), (1,))))


def test_a_part_of_a_sum_is_one_number_with_what_it_is_behind_it() -> None:
    W, v, b = np.array([[0.5, -1.5]]), np.array([[1.0, 1.0]]), np.array([0.25])
    value = Applied("max0", Sum((Part(product_of("W", "v"), "from frame {t}"), Number("b", ("i",)))))
    figure = one(value, W=Table(W, (1, 1)), v=Table(v, (1, 1)), b=Table(b, (1,)))
    assert said(figure, "z.1.1").splitlines()[2:] == [
        "= max( −1.000 from frame 1 + 0.250 , 0 )",
        "= max( −0.750, 0 ) = 0.000",
    ]


def test_an_equation_may_stand_in_one_line_and_a_number_alone_is_printed_once() -> None:
    a, b = Number("x", (1,)), Number("x", (2,))
    form = Form(
        "z",
        (
            Step((Piece("a"),), a, one_line=True),
            Step((Piece("z ="), Piece("σ(a + b)")), Applied("σ", Sum((a, b))), one_line=True),
        ),
    )
    figure = Explained(Forms({"z": form}), {"x": Table(np.array([0.5, -0.25]), (1,))})
    assert said(figure, "z") == "z\na = 0.500\nz = σ(a + b) = σ( 0.500 − 0.250 ) = 0.562\n"


@pytest.mark.parametrize(
    ("share", "printed"), [(0, "0.0 %"), (1e-5, "<0.1 %"), (0.5, "50.0 %"), (0.99999, ">99.9 %"), (1, "100.0 %")]
)
def test_a_share_may_be_printed_in_percent(share: float, printed: str) -> None:
    form = Form("z", (Step((Piece("p"),), Number("p", (1,)), percent=True),))
    found = explanation(Explained(Forms({"z": form}), {"p": Table(np.array([share]), (1,))}), "z")
    assert found is not None
    assert found["lines"][-1][-1]["text"] == printed


def test_the_numbers_of_a_box_without_a_time_have_a_form_of_their_own() -> None:
    number = Form("number {i}", (Step((Piece("v"),), Number("v", ("i",))),))
    figure = Explained(Forms({"v": Form("the box"), "v#": number}), {"v": Table(np.array([3.0, 4.0]), (1,))})
    assert [said(figure, name).splitlines()[0] for name in ("v", "v.2")] == ["the box", "number 2"]
    assert computed(figure, ["v", "v.2"]) == [None, 4.0]


def test_a_matrix_is_made_of_other_tables_and_hidden_with_them() -> None:
    left, right = Table(np.array([[1.0, 2.0], [np.nan, 1.0]]), (1, 1)), Table(np.array([[3.0, 4.0, 5.0]] * 2), (1, 1))
    product = Product((Number("left", ("t", "row")), Number("right", ("t", "column"))))
    forms = Forms({"z": Form("z", matrix=Matrix(product, ("left", 1), ("right", 1)), rows="units")})
    figure = Explained(forms, {"left": left, "right": right}, {"units": ("a", "b")})
    found = explanation(figure, "z.1")
    assert found is not None
    assert found["matrix"] == {
        "rows": ["a", "b"],
        "columns": ["1", "2", "3"],
        "entries": [["3.000", "4.000", "5.000"], ["6.000", "8.000", "10.000"]],
    }
    assert explanation(figure, "z.2") is None


def test_the_rows_of_a_box_may_have_forms_of_their_own() -> None:
    rows = tuple(Form(f"{name} {{column}}", (Step((Piece("z"),), Number("v", ("column",))),)) for name in "ab")
    figure = Explained(Forms({"z.#": Form("", columns_of=2, by_row=rows)}), {"v": Table(np.array([0.5, 0.25]), (1,))})
    assert [said(figure, f"z.1.{i}") for i in (1, 4)] == ["a 1\nz\n= 0.500\n", "b 2\nz\n= 0.250\n"]


def test_nothing_is_said_where_a_further_index_is_hidden() -> None:
    form = Form("{=v}", words="v", where={"v": Number("v", ("t",))})
    figure = Explained(Forms({"z": form}), {"v": Table(np.array([0.5, np.nan]), (1,))})
    assert said(figure, "z.1") == "0.500\nv"
    assert said(figure, "z.2") == ""


def test_each_line_of_a_box_shows_the_given_terms_of_its_sum() -> None:
    form = Form("z", (Step((Piece("[{i}]"),), Sum((Number("v", ("i",)), Number("w", ("i",))))),), each=("v", 0))
    tables = {"v": Table(np.array([0.5, 1.0]), (1,)), "w": Table(np.array([-1.0, 2.0]), (1,))}
    assert said(Explained(Forms({"z": form}), tables), "z.1") == (
        "z\n[1] = 0.500 − 1.000 = −0.500\n[2] = 1.000 + 2.000 = 3.000\n"
    )


@pytest.mark.parametrize("value", [0.0, -2.999, 3.9, 4.0, -3.0, 0.30103, 500.25, -4000.5, 9.9999, math.inf, -math.inf])
def test_a_text_prints_the_number_of_a_decimal_logarithm(value: float) -> None:
    form = Form("{^v}", words="v", where={"v": Number("v", (1,))})
    assert said(Explained(Forms({"z": form}), {"v": Table(np.array([value]), (1,))}), "z.1") == (
        f"{spoken(value, log=True)}\nv"
    )


def test_a_text_prints_a_number_to_the_digits_that_matter() -> None:
    form = Form("{=v} {~v}", words="v", where={"v": Number("v", (1,))})
    figure = Explained(Forms({"z": form}), {"v": Table(np.array([0.00012345]), (1,))})
    assert said(figure, "z.1") == "0.000 1.23·10⁻⁴\nv"


def test_the_terms_of_a_total_may_be_labeled() -> None:
    total = Total(Product((Number("a", ("k",)), Number("s", ("k",)))), ("a", 0), label="“{k:words}”")
    tables = {"a": Table(np.array([0.75, 0.25]), (1,)), "s": Table(np.array([1.0, -2.0]), (1,))}
    figure = Explained(Forms({"c": Form("c", (Step((Piece("c"),), total),))}), tables, {"words": ("yes", "no")})
    assert said(figure, "c").splitlines()[2] == "= 0.750·1.000 “yes” + 0.250·(−2.000) “no” = 0.250"


def test_the_lines_of_a_box_may_name_other_numbers_end_early_and_have_an_equation_behind_them() -> None:
    total = Total(Number("p", (Number("path", ("t", "k")),)), ("path", 1), stop="last")
    form = Form(
        "the path of {t}",
        (Step((Piece("p of “{node:words}”"),), Number("p", ("node",))),),
        each=("path", 1),
        each_where={"node": Number("path", ("t", "i"))},
        each_stop="last",
        then=(Step((Piece("sum"),), Part(total, ""), one_line=True),),
        where={"last": Number("last", ("t",))},
    )
    tables = {
        "path": Table(np.array([[2, 1, 0], [1, 2, 3]]), (1, 1)),
        "last": Table(np.array([2, 3]), (1,)),
        "p": Table(np.array([0.5, 0.25, 2.0]), (1,)),
    }
    figure = Explained(Forms({"z": form}), tables, {"words": ("one", "two", "three")})
    assert said(figure, "z.1").splitlines()[1:] == ["p of “two” = 0.250", "p of “one” = 0.500", "sum = 0.750"]
    assert computed(figure, ["z.1", "z.2"]) == [0.75, 2.75]
