"""A signal ends the demo, whatever Python was doing when it came."""

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, time
from hub.main.supervisor import supervise, until_stopped

class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.{signal})
        time.sleep(0.05)

def announce():
    {moment}

with until_stopped():
    supervise([lambda: time.sleep(60)], announce)
print("ended")
"""
MOMENTS = {
    "while something is cleared away": "Dying()",
    "while it is said where everything is": "os.kill(os.getpid(), signal.{signal}); time.sleep(30)",
}


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_signal_is_heard(moment, signal):
    """Also where Python drops the exception that it raises."""
    program = PROGRAM.format(moment=moment.format(signal=signal), signal=signal)

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)

    assert (0, "ended\n") == (done.returncode, done.stdout)
