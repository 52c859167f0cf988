"""Draws meters: counters, their surroundings, whole photos, and the truth about each of them."""
