"""What the lesson sentiment draws."""
