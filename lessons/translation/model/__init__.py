"""What the lesson translation computes beyond the core."""
