"""The two networks: the localiser finds the counter in a photo, the recogniser reads it."""
