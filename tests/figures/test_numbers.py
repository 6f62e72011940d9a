"""How numbers are written: rounded once, with a real minus sign, never as nan."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.numbers import quoted, signed, small, subscript, superscript, visible

DIGITS = st.integers(1, 4)
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read_power(text: str) -> tuple[float, int]:
    """Mantissa and exponent of a number printed with a power of ten."""
    mantissa, power = text.replace("−", "-").split("·10")
    return float(mantissa), int(power.translate(SUPERSCRIPT))


@given(st.floats(-9999, 9999), DIGITS)
def test_a_printed_number_is_the_value_rounded_to_its_digits(value: float, digits: int) -> None:
    text = signed(value, digits)
    assert re.fullmatch(rf"−?\d+\.\d{{{digits}}}", text)
    assert abs(float(text.replace("−", "-")) - value) <= 0.5 * 10**-digits + 1e-9


@given(st.floats(-1, 0), DIGITS)
def test_what_rounds_to_zero_has_no_sign(value: float, digits: int) -> None:
    text = signed(value, digits)
    assert text.startswith("−") == bool(re.search("[1-9]", text))


def test_the_minus_sign_is_a_minus_sign() -> None:
    assert signed(-0.5, 1) == "−0.5"
    assert signed(-12.345, 2) == "−12.35"
    assert signed(-0.0) == "0.00"
    assert signed(-0.004) == "0.00"


@pytest.mark.parametrize(("value", "text"), [(math.nan, "undefined"), (math.inf, "∞"), (-math.inf, "−∞")])
def test_what_is_no_number_is_printed_in_words(value: float, text: str) -> None:
    assert signed(value) == text
    assert small(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(9999.0, "9999.00"), (1e4, "1.0·10⁴"), (-12345.0, "−1.2·10⁴"), (6.02e23, "6.0·10²³"), (-1e308, "−1.0·10³⁰⁸")],
)
def test_from_ten_thousand_on_numbers_have_a_power_of_ten(value: float, text: str) -> None:
    assert signed(value) == text


@given(st.floats(1e4, 1e300))
def test_a_power_of_ten_is_the_value_to_two_digits(value: float) -> None:
    mantissa, exponent = read_power(signed(value))
    assert 1 <= mantissa < 10
    assert mantissa * 10.0**exponent == pytest.approx(value, rel=0.051)


@given(st.floats(0, 1e300, exclude_min=True))
def test_a_small_number_is_printed_with_one_digit_and_its_power_of_ten(value: float) -> None:
    mantissa, exponent = read_power(small(value))
    assert mantissa in range(1, 10)
    assert float(f"{mantissa:.0f}e{exponent}") == pytest.approx(value, rel=0.51)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (4.2e-10, "4·10⁻¹⁰"), (9.7e-8, "1·10⁻⁷"), (5e-324, "5·10⁻³²⁴")])
def test_errors_are_printed_as_on_paper(value: float, text: str) -> None:
    assert small(value) == text


def test_raised_and_lowered_digits() -> None:
    assert superscript(-1203) == "⁻¹²⁰³"
    assert subscript(-45678) == "₋₄₅₆₇₈"
    assert subscript(9) == "₉"


def test_symbols_without_ink_are_made_visible_and_all_others_stay() -> None:
    assert [quoted(symbol) for symbol in (" ", "\t", "\n", "\r\n")] == ["“␣”", "“⇥”", "“⏎”", "“⏎”"]
    for symbol in ("a", "]", "$", "\\", "é", "👩‍🚀", "🇨🇦", "ب"):
        assert visible(symbol) == symbol
