"""What the lesson recurrence draws."""
