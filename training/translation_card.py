"""The card of the translators, made from what was measured."""

from typing import Any


def card(measured: dict[str, Any]) -> str:
    """Markdown."""
    return ""
