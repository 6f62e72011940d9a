"""All that only the lesson recurrence needs."""
