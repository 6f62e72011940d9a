"""A sentence that is read and translated, drawn: the walk, the map of words, accuracy by length."""
