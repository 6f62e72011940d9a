"""All that only the lesson lstm-gates needs."""
