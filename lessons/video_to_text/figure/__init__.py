"""What the lesson video-to-text draws."""
