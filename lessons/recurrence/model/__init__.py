"""What the lesson recurrence computes beyond the core."""
