"""gRPC door of party organisations. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import party_organisation_pb2
from sifa.party_building.v1 import party_organisation_service_pb2 as pb

from chassis.mapping import read_day
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import organisation_change as change
from services.party_building.handlers.organisation import (
    create_organisation,
    get_organisation,
    list_organisations,
    tree_on,
)
from services.party_building.translate.party_organisation import (
    asked_reader,
    node_to_proto,
    organisation_to_proto,
    read_grade,
    read_haves,
    read_organisation_draft,
    read_organisation_filter,
    read_posts,
)

_read_approval = asked_reader(pb.ApprovePartyOrganisationRequest)
_read_election = asked_reader(pb.RecordElectionRequest)
_read_extension = asked_reader(pb.ExtendTermRequest)
_read_units = asked_reader(pb.ChangeUnitsRequest)
_read_move = asked_reader(pb.MovePartyOrganisationRequest)
_read_merger = asked_reader(pb.MergePartyOrganisationRequest)
_read_dissolution = asked_reader(pb.DissolvePartyOrganisationRequest)
_read_look = asked_reader(pb.RecordHavesRequest)
_read_grading = asked_reader(pb.GradePartyOrganisationRequest)


class PartyOrganisationService(Servicer):
    """sifa.party_building.v1.PartyOrganisationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PartyOrganisationService"]

    def CreatePartyOrganisation(
        self, tx: Tx, request: pb.CreatePartyOrganisationRequest
    ) -> party_organisation_pb2.PartyOrganisation:
        """Propose an organisation."""
        return organisation_to_proto(create_organisation(tx, read_organisation_draft(request.party_organisation)))

    def GetPartyOrganisation(
        self, tx: Tx, request: pb.GetPartyOrganisationRequest
    ) -> party_organisation_pb2.PartyOrganisation:
        """One organisation."""
        return organisation_to_proto(get_organisation(tx, request.name))

    def ListPartyOrganisations(
        self, tx: Tx, request: pb.ListPartyOrganisationsRequest
    ) -> pb.ListPartyOrganisationsResponse:
        """A page of organisations."""
        found, after = list_organisations(tx, read_organisation_filter(request, ""), self.pager.read(request))
        return pb.ListPartyOrganisationsResponse(
            party_organisations=map(organisation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def GetOrganisationTree(self, tx: Tx, request: pb.GetOrganisationTreeRequest) -> pb.GetOrganisationTreeResponse:
        """The tree on a day."""
        day, nodes = tree_on(tx, read_day(request.as_of_date, "as_of_date"))
        return pb.GetOrganisationTreeResponse(
            as_of_date=day.isoformat(), nodes=(node_to_proto(one, version) for one, version in nodes)
        )

    def ApprovePartyOrganisation(
        self, tx: Tx, request: pb.ApprovePartyOrganisationRequest
    ) -> pb.ApprovePartyOrganisationResponse:
        """Approve it."""
        done = change.approve_organisation(tx, _read_approval(request), request.exception_document)
        return pb.ApprovePartyOrganisationResponse(party_organisation=organisation_to_proto(done))

    def RecordElection(self, tx: Tx, request: pb.RecordElectionRequest) -> pb.RecordElectionResponse:
        """Enter an election."""
        posts = read_posts(list(request.posts))
        done = change.record_election(tx, _read_election(request), posts, request.term_years)
        return pb.RecordElectionResponse(party_organisation=organisation_to_proto(done))

    def ExtendTerm(self, tx: Tx, request: pb.ExtendTermRequest) -> pb.ExtendTermResponse:
        """Let a term last longer."""
        done = change.extend_term(tx, _read_extension(request), read_day(request.term_end, "term_end"))
        return pb.ExtendTermResponse(party_organisation=organisation_to_proto(done))

    def ChangeUnits(self, tx: Tx, request: pb.ChangeUnitsRequest) -> pb.ChangeUnitsResponse:
        """Change a joint branch's units."""
        done = change.change_units(tx, _read_units(request), tuple(request.units), request.exception_document)
        return pb.ChangeUnitsResponse(party_organisation=organisation_to_proto(done))

    def MovePartyOrganisation(
        self, tx: Tx, request: pb.MovePartyOrganisationRequest
    ) -> pb.MovePartyOrganisationResponse:
        """Put it under another one."""
        done = change.move_organisation(tx, _read_move(request), request.parent)
        return pb.MovePartyOrganisationResponse(party_organisation=organisation_to_proto(done))

    def MergePartyOrganisation(
        self, tx: Tx, request: pb.MergePartyOrganisationRequest
    ) -> pb.MergePartyOrganisationResponse:
        """Merge it into another one."""
        done = change.merge_organisation(tx, _read_merger(request), request.into)
        return pb.MergePartyOrganisationResponse(party_organisation=organisation_to_proto(done))

    def DissolvePartyOrganisation(
        self, tx: Tx, request: pb.DissolvePartyOrganisationRequest
    ) -> pb.DissolvePartyOrganisationResponse:
        """Dissolve it."""
        done = change.dissolve_organisation(tx, _read_dissolution(request))
        return pb.DissolvePartyOrganisationResponse(party_organisation=organisation_to_proto(done))

    def RecordHaves(self, tx: Tx, request: pb.RecordHavesRequest) -> pb.RecordHavesResponse:
        """Enter a look at its six haves."""
        done = change.record_haves(tx, _read_look(request), read_haves(list(request.haves)))
        return pb.RecordHavesResponse(party_organisation=organisation_to_proto(done))

    def GradePartyOrganisation(
        self, tx: Tx, request: pb.GradePartyOrganisationRequest
    ) -> pb.GradePartyOrganisationResponse:
        """Enter its grade."""
        done = change.grade_organisation(tx, _read_grading(request), read_grade(request.grade))
        return pb.GradePartyOrganisationResponse(party_organisation=organisation_to_proto(done))
