"""All that only the lesson text-generation needs."""
