"""Keeps programs running: starts them in order, and starts anew what ended or froze."""

import threading
import time
from collections.abc import Callable
from subprocess import Popen

from quayside.demo import children, processes
from quayside.demo.children import Program

BETWEEN_PROBES = 1.0
BETWEEN_LOOKS = 0.25
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
STEADY_AFTER = 30.0


class Kept:
    """One program under watch. A thread asks it; only the main thread starts and ends it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: Popen[bytes] | None = None
        self.started = 0.0
        self.since = 0.0
        self.answered = 0.0
        self.frozen: float | None = None
        self.pause = FIRST_PAUSE
        self.start_after = 0.0
        self._over = threading.Event()

    def start(self) -> Popen[bytes]:
        """A new process, with time to come up before silence counts."""
        self.process = children.start(self.program)
        self.started = time.monotonic()
        self.since = time.time()
        self.answered = 0.0
        self.frozen = None
        return self.process

    def watch(self) -> None:
        """Begin asking, in a thread of its own: a frozen server holds up whoever asks it."""
        threading.Thread(target=self._ask, name=f"ask {self.program.name}", daemon=True).start()

    def _ask(self) -> None:
        while not self._over.wait(BETWEEN_PROBES):
            asked = self.process
            if asked is None:
                continue
            is_frozen = processes.is_frozen(asked.pid)
            answers = children.is_answering(self.program, self.since)
            # What was seen holds for the process that was asked, not for its successor.
            if asked is self.process:
                self._note(is_frozen=is_frozen, answers=answers)

    def _note(self, *, is_frozen: bool, answers: bool) -> None:
        if not is_frozen:
            self.frozen = None
            self.answered = time.monotonic() if answers else self.answered
        elif self.frozen is None:
            # It may still answer, as a web server does through the processes it started.
            self.frozen = time.monotonic()

    def trouble(self, now: float) -> str | None:
        """Why it has to be started anew: it ended, or it was silent for too long."""
        if self.process is None or self.process.poll() is not None:
            return "ended"
        if self.frozen is not None and now - self.frozen > self.program.silence:
            return "is frozen"
        if self.answered:
            return "does not answer" if now - self.answered > self.program.silence else None
        return "did not come up" if now - self.started > self.program.start_within else None

    def is_steady(self, now: float) -> bool:
        """Whether earlier trouble is over."""
        return bool(self.answered) and now - self.started > STEADY_AFTER

    def give_up(self) -> None:
        """Ask no more, and stop it."""
        self._over.set()
        if self.process is not None:
            children.stop(self.program, self.process)


class Supervisor:
    """Everything the demo runs. Use from one thread, the main one."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._kept: list[Kept] = []
        self._tell = tell

    def start(self, program: Program) -> None:
        """Start, wait until it answers, and keep it running from now on. Raises CannotStart."""
        self.begin(program)()

    def begin(self, program: Program) -> Callable[[], None]:
        """Start without waiting; the result waits until it answers."""
        kept = Kept(program)
        process = kept.start()
        kept.watch()
        self._kept.append(kept)

        def wait() -> None:
            children.wait_until_it_answers(program, process)
            kept.answered = time.monotonic()

        return wait

    def look_after(self, until: threading.Event) -> None:
        """Heal what breaks until the event is set."""
        while not until.wait(BETWEEN_LOOKS):
            for kept in self._kept:
                self._heal(kept, time.monotonic())

    def _heal(self, kept: Kept, now: float) -> None:
        trouble = kept.trouble(now)
        if trouble is None:
            if kept.is_steady(now):
                kept.pause = FIRST_PAUSE
            return
        if kept.process is not None:
            self._bury(kept, kept.process, trouble)
            kept.start_after = now + (0 if kept.pause == FIRST_PAUSE else kept.pause)
            kept.pause = min(kept.pause * 2, LONGEST_PAUSE)
        if now >= kept.start_after:
            kept.start()

    def _bury(self, kept: Kept, process: Popen[bytes], trouble: str) -> None:
        last_words = children.tail(kept.program.log) if kept.pause > FIRST_PAUSE else ""
        self._tell(f"{kept.program.name} {trouble}; starting it again.{last_words}")
        children.end(process)
        kept.process = None

    def stop(self) -> None:
        """Stop everything, the last started first; those that nothing else needs at the same time."""
        for kept in reversed(self._kept):
            kept.give_up()
        self._kept.clear()

    def pids(self) -> dict[str, int]:
        """Name and process of what runs, for those who look in from outside."""
        return {k.program.name: k.process.pid for k in self._kept if k.process is not None}
