"""All that only the lesson gradient-flow needs."""
