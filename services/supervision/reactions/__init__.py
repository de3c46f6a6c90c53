"""What supervision does when other services tell a fact. It must not hold a condition.

Counting is a projection, which may be re-run into an empty table; opening clues is an effect, which may not: people
work on clues.
"""

from services.supervision.reactions.counting import COUNTING
from services.supervision.reactions.leads import LEADS

REACTIONS = (*COUNTING, *LEADS)
