"""How numbers are written on the screen: rounded, with a real minus sign, never as nan."""

import math


def signed(value: float, digits: int = 2) -> str:
    """``value`` rounded to ``digits`` places, from 10,000 on with a power of ten; never "nan"."""
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    if abs(value) >= 1e4:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10{superscript(int(exponent))}".replace("-", "−")
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def significant(value: float, digits: int = 3) -> str:
    """``value`` to ``digits`` digits that count: 0.123, and from 0.01 down 1.23·10⁻⁵; 0 stays 0."""
    if value == 0 or not math.isfinite(value) or abs(value) >= 0.01:
        return "0" if value == 0 else signed(value, digits)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}·10{superscript(int(exponent))}".replace("-", "−")


def small(value: float) -> str:
    """A small number such as an error, as ``4·10⁻¹⁰``; 0 stays 0, nan and ∞ as in `signed`."""
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return signed(value)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}·10{superscript(int(exponent))}".replace("-", "−")


def superscript(number: int) -> str:
    """``number`` in superscript digits."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def subscript(number: int) -> str:
    """``number`` in subscript digits."""
    return str(number).translate(str.maketrans("-0123456789", "₋₀₁₂₃₄₅₆₇₈₉"))


def quoted(symbol: str) -> str:
    """``symbol`` in quotation marks, with the invisible ones made visible."""
    return f"“{visible(symbol)}”"


def visible(symbol: str) -> str:
    """``symbol`` with spaces of all kinds, tab and line end drawn as ␣, ⇥ and ⏎."""
    if symbol.isspace():
        return {"\t": "⇥", "\n": "⏎", "\r": "⏎", "\r\n": "⏎"}.get(symbol, "␣")
    return symbol
