import subprocess
import sys

import pytest

STOPPED = "newsloom: stopped; the dataset is as it was\n"
BEFORE = """
import os, signal, sys, time, weakref
from newsloom.flows.guarded import guarded, run_commands, stop_on_signals
def swallowed():
    try:
        os.kill(os.getpid(), signal.SIGTERM); time.sleep(5)
    except KeyboardInterrupt as stop:
        raise ImportError("initialization failed") from stop
def stopped():
    os.kill(os.getpid(), signal.SIGINT); time.sleep(5)
def unraised():
    gone = set()
    kept = weakref.ref(gone, lambda _: os.kill(os.getpid(), signal.SIGINT))
    del gone
    time.sleep(20)
def left():
    try:
        os.kill(os.getpid(), signal.SIGTERM); time.sleep(5)
    except KeyboardInterrupt:
        time.sleep(20)
def broken():
    raise ImportError("initialization failed")
def used_wrongly():
    error = ValueError("no such  table"); error.exit_code = 2
    raise error
def unread():
    raise BrokenPipeError
def done():
    return 0
def failed():
    return 1
stop_on_signals()
"""


@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        ("done", 0, ""),
        ("unraised", 1, STOPPED),
        ("failed", 1, ""),
        ("stopped", 1, STOPPED),
        ("swallowed", 1, STOPPED),
        ("left", 1, STOPPED),
        ("broken", 1, "newsloom: a package that is needed is missing or broken: initialization failed\n"),
        ("used_wrongly", 2, "newsloom: no such table\n"),
        ("unread", 0, ""),
    ],
)
def test_a_command_ends_with_one_line_and_a_code(work, code, said):
    ended = subprocess.run([sys.executable, "-c", f"{BEFORE}\nguarded({work}, False)"], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (code, said)


APPS = """
def turned():
    try:
        stopped()
    except KeyboardInterrupt:
        sys.exit(130)
def wrong():
    sys.exit(2)
"""


@pytest.mark.parametrize(
    ("app", "code", "said"),
    [
        ("stopped", 1, STOPPED),
        ("turned", 1, STOPPED),
        ("lambda: guarded(stopped, False)", 1, STOPPED),
        ("wrong", 2, ""),
        ("done", 0, ""),
    ],
)
def test_a_stop_before_the_command_begins(app, code, said):
    code_of_it = f"{BEFORE}\n{APPS}\nrun_commands({app})"
    ended = subprocess.run([sys.executable, "-c", code_of_it], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (code, said)


def test_debug_shows_where_it_failed():
    ended = subprocess.run([sys.executable, "-c", f"{BEFORE}\nguarded(broken, True)"], capture_output=True, text=True)
    assert ended.stderr.startswith("Traceback")
    assert ended.stderr.endswith("initialization failed\n")


ENDING = """
import atexit, sys, threading, time
from newsloom.flows.guarded import end_at_once
def late():
    time.sleep(0.2); print("a thread")
class Loaded:
    def __del__(self): print("taken apart")
loaded = Loaded()
atexit.register(print, "asked for")
threading.Thread(target=late).start()
sys.stdout.write("written ")
end_at_once(3)
"""


def test_at_the_end_threads_and_what_was_asked_for_are_waited_for_and_nothing_is_taken_apart():
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "written a thread\nasked for\n", "")


def test_a_reader_that_has_had_enough_changes_no_code():
    unread = """
class Unread:
    def write(self, text): pass
    def flush(self): raise BrokenPipeError
sys.stdout = Unread()
"""
    script = ENDING.replace('sys.stdout.write("written ")', unread)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (3, "")
