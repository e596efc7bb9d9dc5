"""Clients that place orders: threads, spread over two processes that stay for the whole run."""

import multiprocessing
import threading
import time
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psycopg

from bench import placing
from marketplace.foundation import database

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's turn: the numbers of the orders of each client of one process, from how many budgets, how big."""

    side: str  # "product", "split" (between two accounts) or "floor"
    budgets: int
    bookings: int
    numbers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a turn: the seconds of each order, and from when to when they ran on the machine's clock."""

    seconds: tuple[float, ...]
    began: float
    ended: float


class ClientFailed(Exception):
    """A client met an error; the message is its trace."""


class Clients:
    """The two processes."""

    def __init__(self, pipes: Sequence["Connection[Any, Any]"]) -> None:
        self._pipes = pipes

    def take(self, side: str, budgets: int, bookings: int, numbers: Sequence[Sequence[int]]) -> Run:
        """Let each client place the orders with its numbers, one after the other, all clients at the same time."""
        shares = [tuple(tuple(each) for each in numbers[n::PROCESSES]) for n in range(PROCESSES)]
        for pipe, share in zip(self._pipes, shares, strict=True):
            pipe.send(Turn(side, budgets, bookings, share))
        runs = [pipe.recv() for pipe in self._pipes]
        for run in runs:
            if isinstance(run, str):
                raise ClientFailed(run)
        return Run(
            tuple(second for run in runs for second in run.seconds),
            min(run.began for run in runs if run.seconds),
            max(run.ended for run in runs if run.seconds),
        )


@contextmanager
def clients(url: str, most: int) -> Generator[Clients]:
    """Two processes with connections for so many clients together; ended when the block ends."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(PROCESSES)
    with ExitStack() as stack:
        pipes = []
        for _ in range(PROCESSES):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(url, most // PROCESSES, theirs, start), daemon=True)
            process.start()
            stack.callback(_end, process)
            pipes.append(ours)
        yield Clients(pipes)


def _end(process: Any) -> None:
    process.terminate()
    process.join()


def _serve(url: str, most: int, pipe: "Connection[Any, Any]", start: Any) -> None:
    """What a process does: turns, until it is ended."""
    database.connect(url)
    lines = placing.stock(url)
    connections = [psycopg.connect(url) for _ in range(most)]
    while True:
        turn = pipe.recv()
        try:
            pipe.send(_turn(turn, lines, connections, start))
        except Exception:  # noqa: BLE001 - whatever it is, the run is told
            pipe.send(traceback.format_exc())


def _turn(turn: Turn, lines: Sequence[placing.Line], connections: Sequence[psycopg.Connection], start: Any) -> Run:
    """Make everything ready, wait for the other process, then run all clients."""
    work = [
        [_way(turn.side, connections[at], placing.asked(lines, turn.budgets, n, turn.bookings)) for n in numbers]
        for at, numbers in enumerate(turn.numbers)
    ]
    seconds: list[float] = []
    failed: list[str] = []
    go = threading.Event()
    threads = [threading.Thread(target=_client, args=(orders, go, seconds, failed)) for orders in work]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    go.set()
    for thread in threads:
        thread.join()
    if failed:
        raise ClientFailed(failed[0])
    return Run(tuple(seconds), began, time.perf_counter())


def _way(side: str, connection: psycopg.Connection, order: placing.Asked) -> Callable[[], None]:
    return placing.floor(connection, order) if side == "floor" else placing.product(order, split=side == "split")


def _client(orders: Sequence[Callable[[], None]], go: threading.Event, seconds: list[float], failed: list[str]) -> None:
    """Place orders one after the other."""
    go.wait()
    try:
        for place in orders:
            began = time.perf_counter()
            place()
            seconds.append(time.perf_counter() - began)
    except Exception:  # noqa: BLE001 - told by whoever waits for this thread
        failed.append(traceback.format_exc())
