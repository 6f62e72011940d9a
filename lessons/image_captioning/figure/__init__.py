"""What the lesson image-captioning draws."""
