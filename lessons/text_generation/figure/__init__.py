"""What the lesson text-generation draws."""
