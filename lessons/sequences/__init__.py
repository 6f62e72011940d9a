"""All that only the lesson sequences needs."""
