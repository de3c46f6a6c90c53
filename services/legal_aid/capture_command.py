"""`sifa capture`: contacts without a network. The program runs alone as well; it must not need sifa."""

from __future__ import annotations

from chassis.cli.main import Command
from services.legal_aid.offline.contact_capture import run

CAPTURE = Command("capture contacts without a network, in a file that a station signs", run)
