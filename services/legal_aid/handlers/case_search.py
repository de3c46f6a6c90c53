"""Index cases from before they could be found by words, or after the form of the words changed. It must not do more."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.case_search import SearchPart
from services.legal_aid.persistence import case as rows
from services.legal_aid.persistence.case_search import save_search_text

BATCH = 100


def index_cases(tx: Tx) -> int:
    """Write the texts that are missing or of an earlier form; returns for how many cases."""
    found = rows.find_cases_without_text(tx.session, limit=BATCH)
    texts = rows.texts_of_sources(tx.session, [case.source for case in found])
    for case in found:
        rows.save_case_text(tx.session, case)
        save_search_text(tx.session, case.name, SearchPart.SOURCE, texts[case.source])
    return len(found)
