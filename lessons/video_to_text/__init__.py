"""All that only the lesson video-to-text needs."""
