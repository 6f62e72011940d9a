"""What the lesson translation draws."""
