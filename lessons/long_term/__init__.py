"""All that only the lesson long-term needs."""
