"""What the lesson gradient-flow draws."""
