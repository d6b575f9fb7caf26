"""What the adapter makes of the kit's messages, whatever the provider behind it."""

from __future__ import annotations

import contextlib
import io
import json
import unittest
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from typing import Any

from joinleaf_adapter import Adapter, Address, Indicate, Provider, Testbed, WsaError

HOME = Address(2, "10.0.0.1", 0)


class EchoTestbed(Testbed):
    """Answers what the tests want to see."""

    def __init__(self, indicate: Indicate) -> None:
        self.addresses = {"leaf-1": HOME}
        self.session = Address(2, "239.1.1.1", 5004)
        self.indicate = indicate
        self.waiting: Future[Mapping[str, int]] = Future()
        self.closed = False

    def bind(self, node: str, socket: int, name: Address) -> None:
        assert name == HOME

    def get_sock_name(self, node: str, socket: int) -> Mapping[str, Any]:
        self.indicate(node, socket, "FD_READ")
        return {"name": HOME}

    def send(self, node: str, socket: int, data: str) -> None:
        self.waiting.set_result({"socket": 1})

    def join_leaf(self, node: str, socket: int, name: Address, flags: int) -> Future[Mapping[str, int]]:
        return self.waiting

    def listen(self, node: str, socket: int, backlog: int) -> None:
        raise WsaError("WSAEOPNOTSUPP")

    def recv(self, node: str, socket: int) -> None:
        raise ZeroDivisionError("broken")

    def close(self) -> None:
        self.closed = True
        if not self.waiting.done():
            self.waiting.set_result({"socket": 1})


class EchoProvider(Provider):
    name = "echo"
    version = "1.0.0"
    capabilities = {"schemes": [], "dataPlanes": [], "entries": [], "features": []}

    def __init__(self) -> None:
        self.opened: list[EchoTestbed] = []

    def open(self, nodes: Iterable[str], seed: int, indicate: Indicate) -> EchoTestbed:
        self.opened.append(EchoTestbed(indicate))
        return self.opened[-1]


class AdapterTest(unittest.TestCase):
    def setUp(self) -> None:
        self.provider = EchoProvider()

    def talk(self, *lines: bytes) -> list[dict[str, Any]]:
        """What the adapter says to these lines."""
        responses = io.BytesIO()
        with contextlib.redirect_stderr(io.StringIO()):
            Adapter(self.provider, io.BytesIO(b"".join(lines)), responses).run()
        return [json.loads(line) for line in responses.getvalue().splitlines()]

    def call(self, method: str, **params: Any) -> list[dict[str, Any]]:
        """What the adapter says to a call on a case that has just begun."""
        reset = request("reset", nodes=["leaf-1"], seed=1)
        return self.talk(reset, request(method, 2, node="leaf-1", socket=1, **params))[1:]

    def test_introduces_the_provider(self) -> None:
        (answer,) = self.talk(request("initialize", protocol=1, kit="0.1.0", features=[]))
        self.assertEqual(answer["result"]["name"], "echo")
        self.assertEqual(answer["result"]["protocol"], 1)
        self.assertIs(answer["result"]["settles"], False)

    def test_refuses_another_protocol(self) -> None:
        (answer,) = self.talk(request("initialize", protocol=2, kit="9.0.0", features=[]))
        self.assertEqual(answer["error"]["code"], -32602)

    def test_begins_a_case_and_ends_the_one_before(self) -> None:
        first, second = self.talk(request("reset", nodes=["leaf-1"], seed=1), request("reset", nodes=["x"], seed=2))
        self.assertEqual(first["result"]["addresses"], {"leaf-1": {"family": 2, "host": "10.0.0.1", "port": 0}})
        self.assertEqual(first["result"]["session"]["port"], 5004)
        self.assertNotIn("noSession", first["result"])
        self.assertIn("result", second)
        self.assertEqual([testbed.closed for testbed in self.provider.opened], [True, True])

    def test_tells_nothing_of_an_earlier_case(self) -> None:
        said = self.call("getSockName")
        self.assertEqual([message.get("method", "answer") for message in said], ["indication", "answer"])
        responses = io.BytesIO()
        resets = request("reset", nodes=["leaf-1"], seed=1) * 2
        Adapter(self.provider, io.BytesIO(resets), responses).run()
        self.provider.opened[1].indicate("leaf-1", 1, "FD_READ")
        self.assertNotIn(b"indication", responses.getvalue())

    def test_calls_verbs_with_their_arguments(self) -> None:
        (answer,) = self.call("bind", name={"family": 2, "host": "10.0.0.1", "port": 0})
        self.assertEqual(answer, {"jsonrpc": "2.0", "id": 2, "result": {"ok": {}}})

    def test_takes_a_failed_call_for_a_result(self) -> None:
        (answer,) = self.call("listen", backlog=5)
        self.assertEqual(answer["result"], {"error": "WSAEOPNOTSUPP"})

    def test_answers_a_call_that_blocks_when_it_has_ended(self) -> None:
        said = self.talk(
            request("reset", 1, nodes=["leaf-1"], seed=1),
            request("joinLeaf", 2, node="leaf-1", socket=1, name=None, flags=4),
            request("send", 3, node="leaf-1", socket=1, data="go"),
        )
        self.assertEqual([message["id"] for message in said], [1, 2, 3])
        self.assertEqual(said[1]["result"], {"ok": {"socket": 1}})

    def test_answers_no_call_of_an_earlier_case(self) -> None:
        said = self.talk(
            request("reset", 1, nodes=["leaf-1"], seed=1),
            request("joinLeaf", 2, node="leaf-1", socket=1, name=None, flags=4),
            request("reset", 3, nodes=["leaf-1"], seed=1),
        )
        self.assertEqual([message["id"] for message in said], [1, 3])
        self.assertTrue(self.provider.opened[0].waiting.done())

    def test_tells_errors_apart(self) -> None:
        codes = [
            (self.call("shutdown", how=2), -32601),
            (self.call("no-such-method"), -32601),
            (self.call("bind"), -32602),
            (self.call("recv"), -32603),
            (self.talk(request("recv", node="leaf-1", socket=1)), -32600),
            (self.talk(b"[]\n"), -32600),
            (self.talk(b"{\n"), -32700),
            (self.talk(b"\xff\n"), -32700),
        ]
        for said, code in codes:
            with self.subTest(code=code):
                self.assertEqual([message["error"]["code"] for message in said], [code])

    def test_stops_when_it_is_told_to(self) -> None:
        said = self.talk(request("exit", 1), request("exit", 2))
        self.assertEqual([message["id"] for message in said], [1])


def request(method: str, request_id: int = 1, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}).encode() + b"\n"


if __name__ == "__main__":
    unittest.main()
