"""The limits of memory and processor time under which a file is read, set by the child process for itself."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

MEMORY_BYTES = 1 << 30
OCR_MEMORY_BYTES = 2 << 30
MOST_CPU_SECONDS = 300
"""What a file of many pages may be allowed at most."""
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def limit(cpu_seconds: float, memory_bytes: int = MEMORY_BYTES) -> None:
    """Cap this process's memory and processor time where the system can (not on Windows).

    A process that has used up its time is ended by SIGXCPU.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    most = _spent() + MOST_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (_spent() + max(round(cpu_seconds), 1), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow(cpu_seconds: float) -> None:
    """Give this process more processor time than it was given at first, because its file has many pages."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        wanted = soft + round(cpu_seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def bind_to_parent() -> None:
    """End this process when the one that forked it ends, and make it the head of a group that can be ended whole."""
    os.setpgid(0, 0)
    if _libc is not None:
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _spent() -> int:
    return int(sum(os.times()[:2]))
