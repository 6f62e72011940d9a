"""All symbols of the lessons: typeset, named, with shape, color and name in the code."""

from ui import notation

notation.show()
