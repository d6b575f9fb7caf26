"""Serves a provider to joinleaf over standard input and output: adapter protocol 1.

Messages are JSON-RPC 2.0, one a line. A provider subclasses `Provider` and gives a `Testbed` for each case. The
testbed's methods are the verbs, in snake case: `joinLeaf` is `join_leaf(node, socket, name, flags, caller_data)`.
A verb returns what its success gives, raises `WsaError` where the SPI call fails, and is left out where the provider
does not have it. One that blocks returns a `concurrent.futures.Future` and is answered when that is done.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, BinaryIO, Protocol

PROTOCOL = 1

VERBS = (
    "socket", "bind", "listen", "joinLeaf", "accept", "connect", "eventSelect", "enumNetworkEvents", "closeSocket",
    "shutdown", "send", "recv", "ioctl", "getSockName", "addMembership", "calleeData", "memberships",
)  # fmt: skip

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603


@dataclass(frozen=True)
class Address:
    """A transport address: what a SOCKADDR says. Port 0 at bind means "choose one"."""

    family: int
    host: str
    port: int


class WsaError(Exception):
    """A call of the SPI has failed: that is a result, and no fault of the adapter."""

    def __init__(self, name: str, condition: Mapping[str, Any] | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.condition = condition


class Indicate(Protocol):
    """Tells the kit of a network event. It may be called at any time and from any thread."""

    def __call__(self, node: str, socket: int, event: str, error: str = "NO_ERROR") -> None: ...


class Testbed:
    """The world in which one case runs. Beside these, a testbed has a method for each verb that it offers.

    `settle()` lets all that is under way happen; `step()` lets one thing happen and says whether there was one.
    A testbed that cannot know leaves them out.
    """

    addresses: Mapping[str, Address]
    session: Address | None = None
    no_session: Address | None = None
    unreachable: Address | None = None

    def close(self) -> None:
        """Ends the case: nothing of it may show in the next one."""


class Provider:
    """What is certified."""

    name: str
    version: str
    capabilities: Mapping[str, Any]
    settles = False
    steps = False

    def open(self, nodes: Iterable[str], seed: int, indicate: Indicate) -> Testbed:
        """Begins a case in a fresh world with these nodes; whatever happens by chance happens from the seed."""
        raise NotImplementedError


class RpcError(Exception):
    """A request that cannot be answered with a result."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Adapter:
    """Answers the kit's requests, line by line, until it says `exit` or closes the input."""

    def __init__(self, provider: Provider, requests: BinaryIO, responses: BinaryIO) -> None:
        self._provider = provider
        self._requests = requests
        self._responses = responses
        self._writing = threading.Lock()
        self._testbed: Testbed | None = None
        self._case = 0
        self._methods: Mapping[str, Callable[..., Any]] = {
            "initialize": self._initialize,
            "reset": self._reset,
            "exit": self._exit,
        }
        self._running = True

    def run(self) -> None:
        """Returns when the kit is done with the adapter."""
        while self._running and (line := self._requests.readline()):
            if line.strip():
                self._take(line)
        self._end_case()

    def _take(self, line: bytes) -> None:
        try:
            request = _parse(line)
        except RpcError as error:
            self._fail(None, error)
            return
        self._answer(request["id"], lambda: self._call(request["method"], request.get("params", {})))

    def _answer(self, request_id: Any, call: Callable[[], Any]) -> None:
        try:
            result = call()
        except RpcError as error:
            self._fail(request_id, error)
        except Exception as error:  # one broken verb must not take the others with it
            traceback.print_exc()
            self._fail(request_id, RpcError(INTERNAL_ERROR, f"{type(error).__name__}: {error}"))
        else:
            if isinstance(result, Future):
                self._answer_later(request_id, result)
            else:
                self._write({"jsonrpc": "2.0", "id": request_id, "result": result})

    def _answer_later(self, request_id: Any, future: Future[Any]) -> None:
        case = self._case

        def answer(done: Future[Any]) -> None:
            if case == self._case:  # after its case, nobody waits for it
                self._answer(request_id, lambda: _outcome(done.result))

        future.add_done_callback(answer)

    def _call(self, method: str, params: Mapping[str, Any]) -> Any:
        if method in self._methods:
            return self._methods[method](params)
        if method in ("settle", "step", *VERBS):
            return self._call_testbed(method, params)
        raise RpcError(METHOD_NOT_FOUND, f"unknown method: {method}")

    def _initialize(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        if params.get("protocol") != PROTOCOL:
            raise RpcError(INVALID_PARAMS, f"this adapter speaks protocol {PROTOCOL}")
        provider = self._provider
        return {
            "protocol": PROTOCOL,
            "name": provider.name,
            "version": provider.version,
            "capabilities": provider.capabilities,
            "settles": provider.settles,
            "steps": provider.steps,
        }

    def _reset(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        self._end_case()
        case = self._case

        def indicate(node: str, socket: int, event: str, error: str = "NO_ERROR") -> None:
            if case == self._case:  # nothing of an earlier case shows
                told = {"node": node, "socket": socket, "event": event, "error": error}
                self._write({"jsonrpc": "2.0", "method": "indication", "params": told})

        if not isinstance(params.get("nodes"), list):
            raise RpcError(INVALID_PARAMS, "reset: with which nodes?")
        testbed = self._provider.open(params["nodes"], params.get("seed", 0), indicate)
        self._testbed = testbed
        places = {"session": testbed.session, "noSession": testbed.no_session, "unreachable": testbed.unreachable}
        return {"addresses": testbed.addresses, **{name: at for name, at in places.items() if at is not None}}

    def _exit(self, _params: Mapping[str, Any]) -> Mapping[str, Any]:
        self._running = False
        return {}

    def _end_case(self) -> None:
        self._case += 1
        if self._testbed is not None:
            self._testbed.close()
        self._testbed = None

    def _call_testbed(self, method: str, params: Mapping[str, Any]) -> Any:
        if self._testbed is None:
            raise RpcError(INVALID_REQUEST, f"{method}: there is no case, reset comes first")
        name = _snake(method)
        verb: Callable[..., Any] | None = getattr(self._testbed, name, None)
        if verb is None:
            raise RpcError(METHOD_NOT_FOUND, f"not offered: {method}")
        arguments = {_snake(key): _decode(key, value) for key, value in params.items()}
        try:
            call = inspect.signature(verb).bind(**arguments)
        except TypeError as error:
            raise RpcError(INVALID_PARAMS, f"{method}: {error}") from None
        if method == "settle":
            verb()
            return {}
        if method == "step":
            return {"moved": bool(verb())}
        return _outcome(lambda: verb(*call.args, **call.kwargs))

    def _fail(self, request_id: Any, error: RpcError) -> None:
        self._write({"jsonrpc": "2.0", "id": request_id, "error": {"code": error.code, "message": str(error)}})

    def _write(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, default=_encode, separators=(",", ":")).encode("ascii") + b"\n"
        with self._writing:
            self._responses.write(line)
            self._responses.flush()


def serve(provider: Provider) -> None:
    """Serves a provider on this process's standard input and output.

    From here on, whatever else is written to standard output goes to the log, standard error: a stray `print` would
    break the protocol.
    """
    responses = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        Adapter(provider, sys.stdin.buffer, responses).run()
        responses.close()
    except BrokenPipeError:  # the kit has gone; nobody is left to answer to
        os.dup2(os.open(os.devnull, os.O_WRONLY), responses.fileno())


def _parse(line: bytes) -> Mapping[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:  # UnicodeDecodeError is one
        raise RpcError(PARSE_ERROR, f"no JSON: {error}") from None
    if not isinstance(request, dict) or not isinstance(request.get("method"), str) or "id" not in request:
        raise RpcError(INVALID_REQUEST, "no request")
    if not isinstance(request.get("params", {}), dict):
        raise RpcError(INVALID_PARAMS, "params have to be an object")
    return request


def _outcome(verb: Callable[[], Any]) -> Any:
    """The result of a verb: a value, or the error with which it has failed. One that blocks gives its future."""
    try:
        given = verb()
    except WsaError as failed:
        return {"error": failed.name, **({} if failed.condition is None else {"condition": failed.condition})}
    return given if isinstance(given, Future) else {"ok": {} if given is None else given}


def _decode(key: str, value: Any) -> Any:
    return Address(**value) if key in ("name", "group") and isinstance(value, dict) else value


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
