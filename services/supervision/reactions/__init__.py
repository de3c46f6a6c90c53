"""What supervision does when other services tell a fact. It must not hold a condition.

Counting is a projection, which may be re-run into an empty table; opening clues is an effect, which may not: people
work on clues. So is the register of units, in which people name sections and enter staff.
"""

from services.supervision.reactions.counting import COUNTING
from services.supervision.reactions.leads import LEADS
from services.supervision.reactions.units import UNITS

REACTIONS = (*COUNTING, *LEADS, *UNITS)
