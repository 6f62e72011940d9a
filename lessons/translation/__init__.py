"""All that only the lesson translation needs."""
