"""The reader as a reference: what the lambda does in Java, said once more in Python and compared by a test."""
