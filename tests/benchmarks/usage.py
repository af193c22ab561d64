"""What a process uses: seconds of CPU and of the clock, stage by stage, and memory; its children's counted in.

CPU time comes first: on a machine that is shared, the clock measures the others as well.
"""

import os
import resource
import sys
import time
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
# macOS counts bytes, Linux KB.
_MAXRSS = 1 if sys.platform == "darwin" else 1024


class Stages(dict):
    """`{"cpu": seconds, "wall": seconds}` by the name of each stage, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._cpu, self._wall = cpu(), time.perf_counter()

    def end(self, name: str) -> None:
        """The stage `name` ends here, and the next begins."""
        used, clock = cpu(), time.perf_counter()
        self[name] = {"cpu": used - self._cpu, "wall": clock - self._wall}
        self._cpu, self._wall = used, clock


def cpu() -> float:
    """Seconds of CPU that this process and its children have used, those that still run among them."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) + sum(map(_cpu_of, _running_children()))


def own_cpu() -> float:
    """Seconds of CPU that this process alone has used: quicker to ask, for many short spans."""
    return time.process_time()


def peak() -> int:
    """The most bytes of memory that this process, or one of its children, has had at once."""
    # What Linux says in `ru_maxrss` begins with the size of the process that started this one.
    own = _peak_of(os.getpid()) or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _MAXRSS
    return max(own, ended, *map(_peak_of, _running_children()))


def _running_children() -> list[int]:
    """The children that run; none where the system does not say."""
    lists = _PROC.glob("self/task/*/children")
    return [int(number) for one in lists for number in one.read_text().split()]


def _cpu_of(process: int) -> float:
    try:
        # The name of the program may have spaces, so what counts begins behind its bracket: proc(5), fields 14 to 17.
        fields = (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0  # ended meanwhile: it is counted once it is waited for
    return sum(map(int, fields[11:15])) / _TICKS


def _peak_of(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
