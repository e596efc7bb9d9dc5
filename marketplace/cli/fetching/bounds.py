"""How much of a feed is read, and how long it is waited for: nothing that a server does goes beyond it."""

import socket
import threading
import time
from dataclasses import dataclass

from marketplace.catalogue import rules


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most of everything; times in seconds."""

    connect: float = 10
    silence: float = 30  # without a single byte
    all_of_it: float = 1_800
    bytes: int = 2 * rules.MOST_BYTES  # of all answers together, after decompression; a page is at most a file
    pages: int = 2_000
    records: int = rules.MOST_RECORDS
    redirects: int = 5


BOUNDS = Bounds()


class Watch:
    """One limit on the clock for the whole of a feed: when it is reached, every connection is hung up.

    A time-out of a socket begins again with each byte, so a server that sends one byte at a time would never end.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def start(self) -> None:
        """Start the clock."""
        self._ends = time.monotonic() + self.seconds
        self._timer.start()

    def stop(self) -> None:
        """Stop the clock, and let go of the connections."""
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()
            self._held.clear()

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._ends

    def keep(self, connection: socket.socket) -> None:
        """Hang this connection up when the time is; a copy of it is kept, since TLS takes the original away."""
        with self._lock:
            self._held.append(connection.dup())
        if self.over:
            self._hang_up()

    def _hang_up(self) -> None:
        with self._lock:
            for held in self._held:
                try:
                    held.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended already
