"""The widgets of a lesson: bound to the address, checked when a link sets them, reset together."""

from ui.controls.chosen import choice, option, span, stop, whole
from ui.controls.dragged import live, take_along
from ui.controls.said import remark, remarks
from ui.controls.setting import LIVE, set_to
from ui.controls.together import begin, end, lecture_values, reset
from ui.controls.typed import LONGEST_SYMBOL, NOT_TEXT, passage, unusable, word

__all__ = [
    "LIVE",
    "LONGEST_SYMBOL",
    "NOT_TEXT",
    "begin",
    "choice",
    "end",
    "lecture_values",
    "live",
    "option",
    "passage",
    "remark",
    "remarks",
    "reset",
    "set_to",
    "span",
    "stop",
    "take_along",
    "unusable",
    "whole",
    "word",
]
