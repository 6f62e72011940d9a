"""What the lesson sequences computes beyond the core."""
