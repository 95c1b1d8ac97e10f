"""System calls that no exercise needs, refused by a filter in the kernel.

Namespaces and limits hold without it. It takes away files in memory that no limit counts, and parts of the kernel
that are large and seldom used. The numbers are the kernel's, by processor; on another one there is no filter.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from . import linux

# What a processor is called in the filter, and its own numbers; newer calls have one number everywhere.
EVERYWHERE = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsmount": 432,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
X86_64 = {
    "ptrace": 101,
    "pivot_root": 155,
    "mount": 165,
    "umount2": 166,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "unshare": 272,
    "perf_event_open": 298,
    "setns": 308,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "memfd_create": 319,
    "bpf": 321,
    "userfaultfd": 323,
}
AARCH64 = {
    "umount2": 39,
    "mount": 40,
    "pivot_root": 41,
    "unshare": 97,
    "ptrace": 117,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "perf_event_open": 241,
    "setns": 268,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "memfd_create": 279,
    "bpf": 280,
    "userfaultfd": 282,
}
PROCESSORS = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
# Above this, x86-64 has the same calls once more, under other numbers.
SECOND_TABLE = 0x40000000

LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, PROCESSOR = 0, 4
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
SET_FILTER, BY_PROGRAM = 22, 2


def refuse_calls() -> None:
    """Refuse them to this process and all that it starts, for good. Raises OSError where the kernel has no filters."""
    known = PROCESSORS.get(platform.machine())
    if known is None:
        return
    program = filter_program(known[0], sorted({**known[1], **EVERYWHERE}.values()))
    instructions = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HxxxxxxQ", len(program) // 8, ctypes.addressof(instructions))
    buffer = ctypes.create_string_buffer(head, len(head))
    linux.prctl(SET_FILTER, BY_PROGRAM, ctypes.addressof(buffer))


def filter_program(processor: int, numbers: list[int]) -> bytes:
    """The filter as the kernel reads it: eight bytes an instruction, jumps counted from the next one."""
    end = len(numbers) + 1  # how far the refusal is from the first comparison of numbers
    steps = [
        (LOAD, 0, 0, PROCESSOR),
        (IF_EQUAL, 0, end + 2, processor),
        (LOAD, 0, 0, NUMBER),
        (IF_AT_LEAST, end, 0, SECOND_TABLE),
        *[(IF_EQUAL, end - 1 - index, 0, number) for index, number in enumerate(numbers)],
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
