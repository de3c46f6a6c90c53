"""Use case of proposing joint branches and endings for a division (PB-02). It must not form or end one."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.row_scope import require_division
from chassis.tx import Tx
from services.party_building.domain.composition import CompositionLimits, OrganisationKind
from services.party_building.domain.coverage import CoverageState
from services.party_building.domain.ending import OwnBranch, ProposedEnding, propose_endings
from services.party_building.domain.grouping import Grouping, GroupUnit, OpenBranch, propose_groups
from services.party_building.domain.member import MemberStanding
from services.party_building.domain.organisation import Organisation
from services.party_building.persistence.coverage import coverages_in
from services.party_building.persistence.member import members_of_organisation
from services.party_building.persistence.organisation import branches_in
from services.party_building.persistence.roster import addresses_of


def propose_in(tx: Tx, division: str) -> tuple[Grouping, tuple[ProposedEnding, ...]]:
    """Groups for every office of the division that must join, and endings of what is too small (PB-02, PB-05).

    Raises DIVISION_OUT_OF_SCOPE.
    """
    require_division(tx.principal, division)
    standing = branches_in(tx.session, division)
    uniting = [one for one in standing if one.kind is OrganisationKind.JOINT_BRANCH]
    united = {unit for one in uniting for unit in one.units}
    waiting = [
        one
        for one in coverages_in(tx.session, tx.principal, division)
        if one.state is CoverageState.MUST_JOIN and one.office not in united
    ]
    addresses = addresses_of(tx.session, [*united, *(one.office for one in waiting)])
    free = [
        GroupUnit(
            unit=one.office, formal_count=one.formal_count, probationary_count=one.probationary_count,
            address=addresses.get(one.office, ""),
        )
        for one in waiting
    ]  # fmt: skip
    branches = [_open_branch(tx, one, addresses) for one in uniting]
    limits = limits_in(tx, division)
    grouping = propose_groups(free, branches, limits)
    own = [_own_branch(tx, one) for one in standing if one.kind is OrganisationKind.BRANCH]
    return grouping, propose_endings(own, branches, grouping, limits)


def limits_in(tx: Tx, division: str) -> CompositionLimits:
    """What PB-05 asks in the division today."""

    def of(key: str) -> int:
        return int(tx.policy(key, division=division, on=tx.today).value)

    return CompositionLimits(
        least_formal=of("pb.branch_min_formal"), most_units=of("pb.joint_max_units"), most_members=of("pb.max_members")
    )


def _own_branch(tx: Tx, organisation: Organisation) -> OwnBranch:
    standings = [one.standing for one in members_of_organisation(tx.session, tx.seal, organisation.name)]
    return OwnBranch(
        organisation=organisation.name, unit=organisation.units[0],
        formal_count=standings.count(MemberStanding.FORMAL),
        probationary_count=standings.count(MemberStanding.PROBATIONARY),
    )  # fmt: skip


def _open_branch(tx: Tx, organisation: Organisation, addresses: Mapping[str, str]) -> OpenBranch:
    standings = [one.standing for one in members_of_organisation(tx.session, tx.seal, organisation.name)]
    return OpenBranch(
        organisation=organisation.name, unit_count=len(organisation.units),
        formal_count=standings.count(MemberStanding.FORMAL),
        probationary_count=standings.count(MemberStanding.PROBATIONARY),
        addresses=tuple(addresses[unit] for unit in organisation.units if unit in addresses),
    )  # fmt: skip
