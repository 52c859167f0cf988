"""Renders meter photos, trains the models that read them, and measures the result."""
