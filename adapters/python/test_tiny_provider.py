"""What the kit certifies is not repeated here: these are the joins in short, to find a mistake without the kit."""

from __future__ import annotations

import unittest

from joinleaf_adapter import Address, WsaError
from tiny_provider import SESSION, World

C_ROOT, C_LEAF, D_LEAF = 0x02, 0x04, 0x10
ROOTED, NONROOTED = 2, 3


class TinyProviderTest(unittest.TestCase):
    def setUp(self) -> None:
        self.told: list[tuple[str, str, str]] = []
        self.world = World(["root", "leaf-1", "leaf-2"], self.indicate)

    def indicate(self, node: str, socket: int, event: str, error: str = "NO_ERROR") -> None:
        self.told.append((node, event, error))

    def make(self, node: str, flags: int, entry: int = ROOTED, listening: bool = False) -> int:
        socket: int = self.world.socket(node, entry, flags, False)["socket"]
        self.world.bind(node, socket, self.world.addresses[node])
        self.world.event_select(node, socket, 0x3F)
        if listening:
            self.world.listen(node, socket, 5)
        return socket

    def join(self, node: str, socket: int, name: Address, caller_data: str | None = None) -> int:
        joined: int = self.world.join_leaf(node, socket, name, 4, caller_data)["socket"]
        self.world.settle()
        return joined

    def name(self, node: str, socket: int) -> Address:
        name: Address = self.world.get_sock_name(node, socket)["name"]
        return name

    def test_a_root_admits_a_leaf(self) -> None:
        root, leaf = self.make("root", C_ROOT | D_LEAF, listening=True), self.make("leaf-1", C_LEAF | D_LEAF)
        self.assertEqual(self.join("leaf-1", leaf, self.name("root", root)), leaf)
        self.assertEqual(self.told, [("root", "FD_ACCEPT", "NO_ERROR")])
        self.world.accept("root", root)
        self.world.settle()
        self.assertEqual(self.told[1:], [("leaf-1", "FD_CONNECT", "NO_ERROR")])
        self.world.send("leaf-1", leaf, "here I am")
        self.world.settle()
        self.assertEqual(self.world.recv("root", root), {"data": "here I am"})

    def test_a_root_invites_a_leaf(self) -> None:
        root, leaf = self.make("root", C_ROOT | D_LEAF), self.make("leaf-1", C_LEAF | D_LEAF, listening=True)
        link = self.join("root", root, self.name("leaf-1", leaf))
        self.assertNotEqual(link, root)
        self.world.accept("leaf-1", leaf)
        self.world.settle()
        self.assertEqual(self.told[-1], ("root", "FD_CONNECT", "NO_ERROR"))
        self.world.close_socket("root", root)
        self.world.settle()
        closed = {node for node, event, _ in self.told if event == "FD_CLOSE"}
        self.assertEqual(closed, {"root", "leaf-1"})

    def test_an_invitation_can_be_called_off(self) -> None:
        root, leaf = self.make("root", C_ROOT | D_LEAF), self.make("leaf-1", C_LEAF | D_LEAF, listening=True)
        link = self.join("root", root, self.name("leaf-1", leaf))
        self.world.close_socket("root", link)
        self.world.settle()
        self.assert_fails("WSAEWOULDBLOCK", lambda: self.world.accept("leaf-1", leaf))
        self.assertEqual(self.told, [("leaf-1", "FD_ACCEPT", "NO_ERROR")])

    def test_a_node_joins_a_nonrooted_session(self) -> None:
        one, other = (self.make(node, C_LEAF | D_LEAF, NONROOTED) for node in ("leaf-1", "leaf-2"))
        self.join("leaf-1", one, SESSION)
        self.join("leaf-2", other, SESSION)
        self.assertEqual([event for _, event, _ in self.told], ["FD_CONNECT", "FD_CONNECT"])
        self.world.send("leaf-1", one, "good morning")
        self.world.settle()
        self.assertEqual(self.world.recv("leaf-2", other), {"data": "good morning"})

    def test_nobody_who_does_not_listen_is_asked(self) -> None:
        root, leaf = self.make("root", C_ROOT | D_LEAF), self.make("leaf-1", C_LEAF | D_LEAF)
        self.join("leaf-1", leaf, self.name("root", root))
        self.assertEqual(self.told, [("leaf-1", "FD_CONNECT", "WSAECONNREFUSED")])

    def test_a_second_join_is_turned_away(self) -> None:
        root, leaf = self.make("root", C_ROOT | D_LEAF, listening=True), self.make("leaf-1", C_LEAF | D_LEAF)
        self.join("leaf-1", leaf, self.name("root", root))
        self.assert_fails("WSAEALREADY", lambda: self.join("leaf-1", leaf, self.name("root", root)))

    def assert_fails(self, error: str, call: object) -> None:
        with self.assertRaises(WsaError) as caught:
            call()  # type: ignore[operator]
        self.assertEqual(caught.exception.name, error)


if __name__ == "__main__":
    unittest.main()
