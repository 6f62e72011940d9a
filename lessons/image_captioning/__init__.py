"""All that only the lesson image-captioning needs."""
