"""Ethernet links that take their time and lose frames, for kernels without netem: what hosts.sh uses there.

    python3 impair.py MILLISECONDS PERCENT FAR:NEAR...

Makes two TAP devices for each link. What leaves a far end is delayed, and lost at times; what leaves a near end is not.
Prints a line when the devices are there, and goes on until it is ended.
"""

import fcntl
import heapq
import os
import random
import selectors
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
LARGEST_FRAME = 65_536
# So many frames may be on their way; what comes then is lost, as on a link with a queue that is full.
MOST_ON_THE_WAY = 100_000


def tap(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return device


def write(device: int, frame: bytes) -> None:
    try:
        os.write(device, frame)
    except OSError:
        # The device is down or its queue is full: the frame is lost.
        pass


def main(milliseconds: float, percent: float, links: list[str]) -> None:
    chance = random.Random(1)
    selector = selectors.DefaultSelector()
    for link in links:
        far, near = (tap(name) for name in link.split(":"))
        selector.register(far, selectors.EVENT_READ, (near, milliseconds / 1000, percent / 100))
        selector.register(near, selectors.EVENT_READ, (far, 0.0, 0.0))
    print("ready", flush=True)

    on_the_way: list[tuple[float, int, int, bytes]] = []
    number = 0
    while True:
        wait = max(0.0, on_the_way[0][0] - time.monotonic()) if on_the_way else None
        for key, _ in selector.select(wait):
            other, delay, loss = key.data
            try:
                frame = os.read(key.fd, LARGEST_FRAME)
            except OSError:
                continue
            if delay == 0 and loss == 0:
                write(other, frame)
            elif chance.random() >= loss and len(on_the_way) < MOST_ON_THE_WAY:
                number += 1
                heapq.heappush(on_the_way, (time.monotonic() + delay, number, other, frame))
        while on_the_way and on_the_way[0][0] <= time.monotonic():
            _, _, other, frame = heapq.heappop(on_the_way)
            write(other, frame)


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
