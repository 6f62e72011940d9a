"""All that only the lesson hello needs."""
