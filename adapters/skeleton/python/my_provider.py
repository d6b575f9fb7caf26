"""Your provider, as joinleaf sees it.

So far it answers everything and claims nothing. Put your own provider behind the verbs, and claim what it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from joinleaf_adapter import Address, Indicate, Provider, Testbed, WsaError, serve

AF_INET = 2


class MyProvider(Provider):
    """What the kit is told of it."""

    name = "my provider"
    version = "0.1.0"
    capabilities = {
        "schemes": [],  # "invite", "admit", "nonrooted"
        "dataPlanes": [],  # "rooted-data", "nonrooted-data"
        "entries": [],  # {"id": 1, "name": "…", "serviceFlags": 0x400, "addressFamily": 2}
        "features": [],
    }
    # settles = True, as soon as the testbed has a method `settle`: then nothing is left to deadlines.

    def open(self, nodes: Iterable[str], seed: int, indicate: Indicate) -> MyTestbed:
        return MyTestbed(nodes, indicate)


class MyTestbed(Testbed):
    """The world of one case. `self.indicate(node, socket, "FD_CONNECT")` tells the kit of an event."""

    def __init__(self, nodes: Iterable[str], indicate: Indicate) -> None:
        self.addresses = {node: Address(AF_INET, "127.0.0.1", 0) for node in nodes}
        self.indicate = indicate
        # self.session = Address(…): the session that can be joined, where you claim "nonrooted"

    def close(self) -> None:
        """Close what the case has left open."""

    # These six no provider can do without.

    def socket(self, node: str, entry: int, flags: int, blocking: bool) -> Mapping[str, Any]:
        raise WsaError("WSAEOPNOTSUPP")  # return {"socket": 1}

    def bind(self, node: str, socket: int, name: Address | None) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    def get_sock_name(self, node: str, socket: int) -> Mapping[str, Any]:
        raise WsaError("WSAEOPNOTSUPP")  # return {"name": Address(…)}

    def join_leaf(
        self, node: str, socket: int, name: Address | None, flags: int, caller_data: str | None = None
    ) -> Mapping[str, Any]:
        raise WsaError("WSAEOPNOTSUPP")  # return {"socket": …}

    def event_select(self, node: str, socket: int, events: int) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    def close_socket(self, node: str, socket: int) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    # A rooted control plane needs these.

    def listen(self, node: str, socket: int, backlog: int) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    def accept(self, node: str, socket: int, condition: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        raise WsaError("WSAEOPNOTSUPP")  # return {"socket": …, "peer": Address(…)}

    # And these carry session data.

    def send(self, node: str, socket: int, data: str) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    def recv(self, node: str, socket: int) -> Mapping[str, Any]:
        raise WsaError("WSAEOPNOTSUPP")  # return {"data": "…"}


if __name__ == "__main__":
    serve(MyProvider())
