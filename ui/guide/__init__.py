"""What teaches in a lesson: the script of stops that drives the figure, the text under it, exercises, symbols."""

from ui.guide.parts import num, part, share, word
from ui.guide.script import Question, Script, Stop
from ui.guide.text import Exercise, Section, Text

__all__ = ["Exercise", "Question", "Script", "Section", "Stop", "Text", "num", "part", "share", "word"]
