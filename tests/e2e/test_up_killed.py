"""A supervisor that is killed itself leaves no process behind."""

from __future__ import annotations

import os
import signal

from tests.e2e.running import running
from tests.servers.processes import wait_until_gone
from tests.servers.profiles import Profile


def test_killing_the_supervisor_leaves_no_process(profile: Profile) -> None:
    with running(profile) as system:
        children = list(system.roles().values())
        assert len(children) == 4
        os.kill(system.pid, signal.SIGKILL)
        wait_until_gone([system.pid, *children], 10)
