"""Training: one loop, two tasks."""
