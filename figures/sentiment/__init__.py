"""What the lesson on sentiment draws: a sentence word by word, and its states as a path."""
