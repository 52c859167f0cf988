"""The tasks by their names."""

from meter_reader.train.loop import Task


def task_named(name: str) -> Task:
    """The task; its renderer is loaded with it."""
    if name == "recogniser":
        from meter_reader.train.recogniser import ReadStrips

        return ReadStrips()
    if name == "localiser":
        from meter_reader.train.localiser import FindCounters

        return FindCounters()
    raise ValueError(f"no task is called {name}")
