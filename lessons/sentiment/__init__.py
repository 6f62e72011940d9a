"""All that only the lesson sentiment needs."""
