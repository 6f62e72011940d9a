"""What the lesson lstm-gates draws."""
