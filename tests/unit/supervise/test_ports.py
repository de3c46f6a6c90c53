"""Ports are settled before anything starts."""

from __future__ import annotations

import socket

import pytest

from chassis.up.ports import FREE_RANGE, Listener, PortInUse, answers, settle


def listener(port: int, name: str = "legal_aid") -> Listener:
    return Listener(name, f"SIFA_{name.upper()}_GRPC_PORT", "127.0.0.1", port)


def test_a_taken_port_is_named_with_the_key_that_changes_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} of legal_aid is in use, set SIFA_LEGAL_AID_GRPC_PORT to"):
            settle([listener(port)])


def test_all_taken_ports_are_named_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        ports = [each.getsockname()[1] for each in (one, two)]
        with pytest.raises(PortInUse, match=f"port {ports[0]} .*; port {ports[1]} "):
            settle([listener(port) for port in ports])


def test_a_port_that_is_held_for_a_moment_is_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        wanted = listener(held.getsockname()[1])
        assert settle([wanted], patience=60, waits=lambda _: held.close()) == [wanted]


def test_a_connection_that_goes_out_from_the_port_holds_it_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as peer, socket.create_connection(peer.getsockname()) as outgoing:
        wanted, (accepted, _) = listener(outgoing.getsockname()[1]), peer.accept()

        def end(_: Listener) -> None:
            accepted.close()
            outgoing.close()

        assert settle([wanted], patience=60, waits=end) == [wanted]


def test_a_port_that_stays_taken_is_refused_after_the_wait() -> None:
    waited: list[Listener] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        wanted = listener(server.getsockname()[1])
        with pytest.raises(PortInUse, match=f"port {wanted.port} "):
            settle([wanted], patience=0.2, waits=waited.append)
    assert waited == [wanted]


def test_port_0_becomes_a_free_port_for_each_listener() -> None:
    chosen = settle([listener(0, "one"), listener(0, "two")])
    assert len({each.port for each in chosen}) == 2
    assert all(each.port in FREE_RANGE and not answers(each) for each in chosen)


def test_two_listeners_do_not_get_one_port() -> None:
    (free,) = settle([listener(0)])
    with pytest.raises(PortInUse):
        settle([listener(free.port, "one"), listener(free.port, "two")])


def test_a_listener_on_all_addresses_is_reached_over_loopback() -> None:
    assert Listener("gateway", "", "0.0.0.0", 8080).target == ("127.0.0.1", 8080)
