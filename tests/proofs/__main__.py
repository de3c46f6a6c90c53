"""`python -m tests.proofs NAME [OPTIONS]`: run one proof; exit 0 when it holds, 1 when it does not.

It must not hold a proof itself.
"""

from __future__ import annotations

import importlib
import os
import sys

PROOFS = {
    "broker-out": "tests.proofs.broker_out",
    "broker-wiped": "tests.proofs.broker_wiped",
    "crash": "tests.proofs.crash",
    "db-out": "tests.proofs.db_out",
    "double-subsidy": "tests.proofs.double_subsidy",
    "draw": "tests.proofs.draw",
    "exactly-once": "tests.proofs.exactly_once",
    "isolation": "tests.proofs.isolation",
    "ledger": "tests.proofs.ledger",
    "n-minus-one": "tests.proofs.n_minus_one",
    "payment-file": "tests.proofs.payment_file",
    "peer-out": "tests.proofs.peer_out",
    "poison": "tests.proofs.poison",
    "rule-mutants": "tests.proofs.rule_mutants",
    "saga": "tests.proofs.saga",
    "tip-unlinkable": "tests.proofs.tip_unlinkable",
}


def main(arguments: list[str]) -> int:
    """Run the named proof with the remaining arguments; 2 when there is no such proof."""
    if not arguments or arguments[0] not in PROOFS:
        sys.stderr.write(f"usage: python -m tests.proofs {{{','.join(PROOFS)}}} [--help]\n")
        return 2
    # NOTE: read when grpc is first imported. A proof forks processes while its clients are at work; grpc's own handlers
    # would run in the child before it becomes another program, and may crash there.
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"
    return int(importlib.import_module(PROOFS[arguments[0]]).run(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
