"""A tiny provider, in memory: one process stands for all nodes.

In its rooted control plane a root may invite leaves, and leaves may ask to be admitted; data goes from each member to
all others, or to and from the root alone. In its nonrooted control plane there is one session, which is always there.

Nothing travels at once: requests, answers and data wait in one queue, which `settle` works off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any, Literal

from joinleaf_adapter import Address, Indicate, Provider, Testbed, WsaError, serve

AF_INET = 2
FD_READ, FD_ACCEPT, FD_CONNECT, FD_CLOSE = 0x01, 0x08, 0x10, 0x20
EVENTS = {"FD_READ": FD_READ, "FD_ACCEPT": FD_ACCEPT, "FD_CONNECT": FD_CONNECT, "FD_CLOSE": FD_CLOSE}
JL_SENDER_ONLY, JL_RECEIVER_ONLY, JL_BOTH = 0x01, 0x02, 0x04
SESSION = Address(AF_INET, "239.1.1.1", 5004)


class Xp1(IntFlag):
    """What multipoint support a protocol entry has."""

    CONNECTIONLESS = 0x01
    SUPPORT_MULTIPOINT = 0x400
    CONTROL_PLANE = 0x800
    DATA_PLANE = 0x1000


class Flag(IntFlag):
    """The multipoint flags of WSPSocket."""

    C_ROOT = 0x02
    C_LEAF = 0x04
    D_ROOT = 0x08
    D_LEAF = 0x10


ENTRIES = {
    1: Xp1.SUPPORT_MULTIPOINT | Xp1.CONTROL_PLANE | Xp1.DATA_PLANE,
    2: Xp1.SUPPORT_MULTIPOINT | Xp1.CONTROL_PLANE,
    3: Xp1.SUPPORT_MULTIPOINT | Xp1.CONNECTIONLESS,
}


class TinyProvider(Provider):
    """What the kit is told of it."""

    name = "tiny (Python)"
    version = "1.0.0"
    capabilities = {
        "schemes": ["invite", "admit", "nonrooted"],
        "dataPlanes": ["rooted-data", "nonrooted-data"],
        "entries": [
            {"id": entry, "name": f"tiny {entry}", "serviceFlags": int(flags), "addressFamily": AF_INET}
            for entry, flags in ENTRIES.items()
        ],
        "features": [],
    }
    settles = True
    steps = True

    def open(self, nodes: Iterable[str], seed: int, indicate: Indicate) -> World:
        return World(nodes, indicate)


@dataclass(eq=False)
class Session:
    """Who hears whom. In a rooted one the c_root is a member, and `joins` tie it to its leaves."""

    members: list[Socket] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


@dataclass(eq=False)
class Socket:
    """A socket. A c_root stays `idle` while its session lasts."""

    node: str
    number: int
    entry: int
    flags: Flag
    mask: int = 0
    name: Address | None = None
    shares_name: bool = False
    """Whether the name is that of the socket from which it was made."""
    open: bool = True
    state: Literal["idle", "pending", "joined", "failed", "ended"] = "idle"
    session: Session | None = None
    direction: int = JL_BOTH
    inbox: deque[str] = field(default_factory=deque)
    requests: deque[Join] | None = None
    """The joins that wait to be accepted; None where the socket does not listen."""
    outstanding: Join | None = None
    """The join that it has asked for and that has no outcome yet."""
    tie: Join | None = None
    """The join that ties it to the socket at the other end."""
    told_of_request: bool = False
    told_of_data: bool = False

    @property
    def rooted(self) -> bool:
        return bool(ENTRIES[self.entry] & Xp1.CONTROL_PLANE)

    @property
    def is_root(self) -> bool:
        return bool(self.flags & Flag.C_ROOT)

    @property
    def is_link(self) -> bool:
        """Whether it is the root's descriptor for a leaf, rather than a member."""
        return self.tie is not None and self.tie.link is self


@dataclass(eq=False)
class Join:
    """A join: first the request, then what ties the root's link to the leaf."""

    initiator: Socket
    target: Address
    direction: int
    listening: Socket | None = None
    link: Socket | None = None
    leaf: Socket | None = None
    over: bool = False
    """Whether the initiator waits no longer: it has been told the outcome, or has given up."""

    @property
    def invites(self) -> bool:
        return self.initiator.is_root


class World(Testbed):
    """The world of one case, with the verbs on it."""

    session = SESSION

    def __init__(self, nodes: Iterable[str], indicate: Indicate) -> None:
        self.addresses = {node: Address(AF_INET, f"10.0.0.{i}", 0) for i, node in enumerate(nodes, start=1)}
        self._indicate = indicate
        self._sockets: dict[int, Socket] = {}
        self._group = Session()
        self._under_way: deque[Callable[[], None]] = deque()

    # Sockets and their names

    def socket(self, node: str, entry: int, flags: int, blocking: bool) -> Mapping[str, Any]:
        if entry not in ENTRIES:
            raise WsaError("WSAEPROTONOSUPPORT")
        asked = Flag(flags & 0x1E)
        one_role_in_each_plane = (
            (Flag.C_ROOT in asked) != (Flag.C_LEAF in asked) and (Flag.D_ROOT in asked) != (Flag.D_LEAF in asked)
        )  # fmt: skip
        needed = Xp1.SUPPORT_MULTIPOINT
        if Flag.C_ROOT in asked:
            needed |= Xp1.CONTROL_PLANE
        if Flag.D_ROOT in asked:
            needed |= Xp1.DATA_PLANE
        if not one_role_in_each_plane or needed not in ENTRIES[entry]:
            raise WsaError("WSAEINVAL")
        made = self._make(node, entry, asked)
        if made.is_root:
            made.session = Session(members=[made])
        return {"socket": made.number}

    def bind(self, node: str, socket: int, name: Address | None) -> None:
        it = self._find(node, socket)
        if name is None:
            raise WsaError("WSAEFAULT")
        if name.family != AF_INET:
            raise WsaError("WSAEAFNOSUPPORT")
        if name.host != self.addresses[node].host:
            raise WsaError("WSAEADDRNOTAVAIL")
        if it.name is not None:
            raise WsaError("WSAEINVAL")
        if name.port != 0 and self._bound_to(name) is not None:
            raise WsaError("WSAEADDRINUSE")
        self._give_name(it, name.port)

    def get_sock_name(self, node: str, socket: int) -> Mapping[str, Any]:
        it = self._find(node, socket)
        if it.name is None:
            raise WsaError("WSAEINVAL")
        return {"name": it.name}

    # Joining

    def listen(self, node: str, socket: int, backlog: int) -> None:
        it = self._find(node, socket)
        if not it.rooted:
            raise WsaError("WSAEOPNOTSUPP")
        if it.state == "joined":
            raise WsaError("WSAEISCONN")
        if it.state != "idle" or it.name is None:
            raise WsaError("WSAEINVAL")
        if it.requests is None:
            it.requests = deque()

    def join_leaf(
        self, node: str, socket: int, name: Address | None, flags: int, caller_data: str | None = None
    ) -> Mapping[str, Any]:
        it = self._find(node, socket)
        self._check_join(it, name, caller_data)
        assert name is not None
        if it.name is None:
            self._give_name(it)
        join = Join(it, name, flags)
        it.outstanding = join
        joining = it
        if join.invites:
            joining = join.link = self._make(node, it.entry, _as_leaf(it.flags), like=it)
            _session_of(join).joins.append(join)
        else:
            join.leaf = it
        joining.state = "pending"
        joining.tie = join
        self._post(lambda: self._request_arrives(join))
        return {"socket": joining.number}

    def accept(self, node: str, socket: int) -> Mapping[str, Any]:
        it = self._find(node, socket)
        if it.requests is None:
            raise WsaError("WSAEINVAL")
        join = it.requests.popleft() if it.requests else None
        self._tell_of_requests(it, again=True)
        if join is None:
            raise WsaError("WSAEWOULDBLOCK")
        made = self._make(node, it.entry, _as_leaf(it.flags), like=it)
        made.state = "joined"
        made.tie = join
        session = _session_of(join)
        if join.invites:
            join.leaf = made
            _enter(session, made, JL_BOTH)
        else:
            join.link = made
            session.joins.append(join)
            _enter(session, join.initiator, join.direction)
        self._post(lambda: self._conclude(join))
        return {"socket": made.number, "peer": join.initiator.name}

    # Events

    def event_select(self, node: str, socket: int, events: int) -> None:
        it = self._find(node, socket)
        it.mask = events
        self._tell_of_requests(it, again=True)
        self._tell_of_data(it, again=True)

    # Data

    def send(self, node: str, socket: int, data: str) -> None:
        it = self._find(node, socket)
        _check_member(it)
        if it.state == "ended":
            raise WsaError("WSAECONNRESET")
        if it.direction == JL_RECEIVER_ONLY:
            raise WsaError("WSAEOPNOTSUPP")
        assert it.session is not None
        for member in it.session.members:
            if member is not it and _carries(it, member):
                self._post(lambda to=member: self._data_arrives(to, data))  # type: ignore[misc]

    def recv(self, node: str, socket: int) -> Mapping[str, Any]:
        it = self._find(node, socket)
        _check_member(it)
        if not it.inbox:
            raise WsaError("WSAECONNRESET" if it.state == "ended" else "WSAEWOULDBLOCK")
        data = it.inbox.popleft()
        self._tell_of_data(it, again=True)
        return {"data": data}

    # The end

    def close_socket(self, node: str, socket: int) -> None:
        it = self._find(node, socket)
        it.open = False
        if it.is_root and it.session is not None:
            for join in list(it.session.joins):
                self._root_goes(join)
            it.session.members.clear()
        elif it.tie is not None and it.state in ("pending", "joined"):
            self._part(it.tie, by=it)
        elif it.session is not None and it in it.session.members:
            it.session.members.remove(it)
        for request in it.requests or ():
            self._post(lambda join=request: self._conclude(join, "WSAECONNRESET"))  # type: ignore[misc]
        it.requests = None

    def settle(self) -> None:
        while self.step():
            pass

    def step(self) -> bool:
        if not self._under_way:
            return False
        self._under_way.popleft()()
        return True

    def close(self) -> None:
        self._under_way.clear()

    # What happens by itself

    def _request_arrives(self, join: Join) -> None:
        if join.over:
            return
        asking = join.initiator
        if not asking.rooted:
            self._conclude(join, "NO_ERROR" if join.target == SESSION else "WSAEADDRNOTAVAIL")
            return
        peer = self._bound_to(join.target)
        if peer is None or peer.requests is None or peer.entry != asking.entry or peer.is_root == asking.is_root:
            self._conclude(join, "WSAECONNREFUSED")
            return
        join.listening = peer
        peer.requests.append(join)
        self._tell_of_requests(peer)

    def _conclude(self, join: Join, error: str = "NO_ERROR") -> None:
        """The initiator hears how its join has ended, unless it has given up."""
        if join.over:
            return
        join.over = True
        it = join.initiator
        it.outstanding = None
        joining = join.link if join.invites else it
        assert joining is not None
        if error == "NO_ERROR":
            joining.state = "joined"
            if not it.rooted:
                joining.tie = None
                _enter(self._group, joining, join.direction)
        elif join.invites:
            joining.state = "failed"
            _session_of(join).joins.remove(join)
        else:
            joining.state = "idle"
            joining.tie = None
        self._tell(it, "FD_CONNECT", error)
        self._tell_of_data(it)

    def _data_arrives(self, member: Socket, data: str) -> None:
        if member.open and member.state != "ended":
            member.inbox.append(data)
            self._tell_of_data(member)

    def _part(self, join: Join, by: Socket) -> None:
        """One end lets go, of the other end or of its request: the other end is told."""
        if by is (join.link if join.invites else join.leaf):
            self._give_up(join)
        if not by.rooted:
            return
        session = _session_of(join)
        if join in session.joins:
            session.joins.remove(join)
        if join.leaf is not None and join.leaf in session.members:
            session.members.remove(join.leaf)
        other = join.leaf if by is join.link else join.link
        if other is not None:
            self._post(lambda: self._end(other))

    def _root_goes(self, join: Join) -> None:
        """Its leaf is told, and so is the root's own link to it."""
        assert join.link is not None
        self._part(join, by=join.link)
        self._end(join.link)

    def _give_up(self, join: Join) -> None:
        """The initiator waits no longer for the outcome, if it still did."""
        if join.over:
            return
        join.over = True
        join.initiator.outstanding = None
        waiting = join.listening.requests if join.listening is not None else None
        if waiting is not None and join in waiting:
            waiting.remove(join)

    def _end(self, it: Socket) -> None:
        if it.state in ("pending", "joined"):
            it.state = "ended"
            self._tell(it, "FD_CLOSE")

    # Telling

    def _tell(self, it: Socket, event: str, error: str = "NO_ERROR") -> bool:
        heard = it.open and bool(it.mask & EVENTS[event])
        if heard:
            self._indicate(it.node, it.number, event, error)
        return heard

    def _tell_of_requests(self, it: Socket, again: bool = False) -> None:
        """One FD_ACCEPT for all who wait, until WSPAccept or a new registration enables it again."""
        if again:
            it.told_of_request = False
        if it.requests and not it.told_of_request:
            it.told_of_request = self._tell(it, "FD_ACCEPT")

    def _tell_of_data(self, it: Socket, again: bool = False) -> None:
        """One FD_READ, until WSPRecv or a new registration. What overtakes an FD_CONNECT is told after it."""
        if again:
            it.told_of_data = False
        if it.inbox and not it.told_of_data and it.state != "pending":
            it.told_of_data = self._tell(it, "FD_READ")

    # Helpers

    def _check_join(self, it: Socket, name: Address | None, caller_data: str | None) -> None:
        if name is None:
            raise WsaError("WSAEFAULT")
        if name.family != AF_INET:
            raise WsaError("WSAEAFNOSUPPORT")
        if name.port == 0 or name.host in ("", "0.0.0.0"):
            raise WsaError("WSAEADDRNOTAVAIL")
        if it.is_link and it.state != "joined":
            raise WsaError("WSAEINVAL")
        if it.outstanding is not None:
            raise WsaError("WSAEALREADY")
        if it.state in ("joined", "ended"):
            raise WsaError("WSAEISCONN")
        if not it.is_root and it.requests is not None:
            raise WsaError("WSAEOPNOTSUPP")
        if caller_data:
            raise WsaError("WSAEPROTONOSUPPORT")

    def _find(self, node: str, number: int) -> Socket:
        it = self._sockets.get(number)
        if it is None or it.node != node or not it.open:
            raise WsaError("WSAENOTSOCK")
        return it

    def _make(self, node: str, entry: int, flags: Flag, like: Socket | None = None) -> Socket:
        """Makes a socket; one that is made from another has its name and what it has registered for."""
        made = Socket(node, len(self._sockets) + 1, entry, flags)
        if like is not None:
            made.name = like.name
            made.shares_name = True
            made.mask = like.mask
        self._sockets[made.number] = made
        return made

    def _give_name(self, it: Socket, port: int = 0) -> None:
        it.name = Address(AF_INET, self.addresses[it.node].host, port or 1024 + it.number)

    def _bound_to(self, name: Address) -> Socket | None:
        named = (it for it in self._sockets.values() if it.open and it.name == name and not it.shares_name)
        return next(named, None)

    def _post(self, happen: Callable[[], None]) -> None:
        self._under_way.append(happen)


def _as_leaf(flags: Flag) -> Flag:
    return flags & ~Flag.C_ROOT | Flag.C_LEAF


def _session_of(join: Join) -> Session:
    root = join.initiator if join.invites else join.listening
    return root.session if root is not None and root.session is not None else Session()


def _enter(session: Session, it: Socket, direction: int) -> None:
    it.session = session
    it.direction = direction
    session.members.append(it)


def _check_member(it: Socket) -> None:
    if not (it.state in ("joined", "ended") or (it.is_root and it.state == "idle")):
        raise WsaError("WSAENOTCONN")
    if it.is_link:
        raise WsaError("WSAEOPNOTSUPP")


def _carries(sender: Socket, receiver: Socket) -> bool:
    if receiver.direction == JL_SENDER_ONLY:
        return False
    if ENTRIES[sender.entry] & Xp1.DATA_PLANE:
        return (Flag.D_ROOT in sender.flags) != (Flag.D_ROOT in receiver.flags)
    return True


if __name__ == "__main__":
    serve(TinyProvider())
