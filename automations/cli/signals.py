"""SIGTERM and Ctrl+C as an event, so that a loop finishes its step."""

import signal
import threading


def stop_event() -> threading.Event:
    """An event that SIGTERM or Ctrl+C sets."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop


def wait_for_signal() -> None:
    """Return when SIGTERM or Ctrl+C comes."""
    stop = stop_event()
    while not stop.wait(1):
        pass
