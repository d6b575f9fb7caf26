"""Tests of your own, which need no kit."""

from __future__ import annotations

import unittest

from joinleaf_adapter import WsaError
from my_provider import MyProvider, MyTestbed


class MyProviderTest(unittest.TestCase):
    def setUp(self) -> None:
        self.told: list[tuple[str, int, str, str]] = []
        self.testbed: MyTestbed = MyProvider().open(["root", "leaf-1"], seed=1, indicate=self.indicate)

    def indicate(self, node: str, socket: int, event: str, error: str = "NO_ERROR") -> None:
        self.told.append((node, socket, event, error))

    def test_has_an_address_for_each_node(self) -> None:
        self.assertEqual(list(self.testbed.addresses), ["root", "leaf-1"])

    def test_makes_no_sockets_yet(self) -> None:
        with self.assertRaises(WsaError) as failed:
            self.testbed.socket("root", entry=1, flags=0x0A, blocking=False)
        self.assertEqual(failed.exception.name, "WSAEOPNOTSUPP")
        self.assertEqual(self.told, [])


if __name__ == "__main__":
    unittest.main()
