#!/usr/bin/env python3
"""A network of hosts on one Ethernet switch whose cables can be cut, made deaf on one side, slow or lossy, while real programs talk over it.

    switch.py NAME=ADDRESS...          (as root, on Linux, with the `ip` command and /dev/net/tun)

Makes a network namespace NAME for every host, with an interface `eth0` that has ADDRESS/24, and says `ready`. Run programs there by
`ip netns exec NAME COMMAND`. Then reads commands, one a line, and answers each with `ok` or `error: ...`:

    cut NAME | mend NAME               no frame in or out, as when a cable is pulled, though the interface stays up
    deaf FROM TO | hear FROM TO        frames from FROM to TO are lost, those from TO to FROM are not
    delay NAME MILLISECONDS JITTER     every frame in or out waits so long, plus or minus up to JITTER, and overtakes none of its direction
    loss NAME PERCENT                  so many frames in or out are lost, by chance

Ends, and takes the namespaces with it, at the end of its input, SIGTERM or SIGINT. Needs no netem in the kernel: the switch is this program.
"""
import ctypes
import fcntl
import heapq
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
FRAME_BYTES = 65536
BROADCAST_BIT = 1


class Port:
    """A host's cable."""

    def __init__(self, name, tap):
        self.name, self.tap = name, tap
        self.is_cut, self.delay, self.jitter, self.loss = False, 0.0, 0.0, 0.0
        self.deaf_to = set()


class Switch:
    """Carries frames between ports; learns who is where from the frames it sees."""

    def __init__(self, chance):
        self.chance = chance
        self.ports = {}
        self.by_name = {}
        self.port_of = {}
        self.waiting = []
        self.sent = 0
        self.last_due = {}

    def add(self, port):
        self.ports[port.tap] = port
        self.by_name[port.name] = port

    def frame(self, source, frame, now):
        destination, origin = frame[0:6], frame[6:12]
        self.port_of[origin] = source
        known = self.port_of.get(destination)
        if known is not None and not destination[0] & BROADCAST_BIT:
            targets = [known]
        else:
            targets = [port for port in self.ports.values() if port is not source]
        for target in targets:
            if not self.lost(source, target):
                self.queue(source, target, frame, now)

    def lost(self, source, target):
        if source.is_cut or target.is_cut or source.name in target.deaf_to:
            return True
        return any(self.chance.random() * 100 < port.loss for port in (source, target) if port.loss)

    def queue(self, source, target, frame, now):
        wait = sum(
            port.delay + self.chance.uniform(-port.jitter, port.jitter) for port in (source, target))
        pair = (source.name, target.name)
        due = max(now + max(0.0, wait) / 1000, self.last_due.get(pair, 0.0))
        self.last_due[pair] = due
        self.sent += 1
        heapq.heappush(self.waiting, (due, self.sent, target.tap, frame))

    def deliver(self, now):
        """Sends what is due; says how long the next frame waits."""
        while self.waiting and self.waiting[0][0] <= now:
            _, _, tap, frame = heapq.heappop(self.waiting)
            try:
                os.write(tap, frame)
            except OSError:
                pass  # A full or closed interface loses frames as a real one does.
        return max(0.0, self.waiting[0][0] - now) if self.waiting else 1.0

    def command(self, words):
        verb, name = words[0], words[1]
        port = self.by_name[name]
        if verb == "cut":
            port.is_cut = True
        elif verb == "mend":
            port.is_cut = False
        elif verb == "deaf":
            self.by_name[words[2]].deaf_to.add(name)
        elif verb == "hear":
            self.by_name[words[2]].deaf_to.discard(name)
        elif verb == "delay":
            port.delay, port.jitter = float(words[2]), float(words[3])
        elif verb == "loss":
            port.loss = float(words[2])
        else:
            raise ValueError("unknown command " + verb)


def plug_in(name, address, libc, home):
    """Makes a namespace with an interface whose other end is returned."""
    run("ip", "netns", "add", name)
    namespace = os.open("/var/run/netns/" + name, os.O_RDONLY)
    enter(libc, namespace)
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22s", b"eth0", IFF_TAP | IFF_NO_PI, b""))
    run("ip", "address", "add", address + "/24", "dev", "eth0")
    run("ip", "link", "set", "eth0", "up")
    run("ip", "link", "set", "lo", "up")
    enter(libc, home)
    os.close(namespace)
    return tap


def enter(libc, namespace):
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def run(*command):
    subprocess.run(command, check=True)


def serve(switch):
    text = b""
    while True:
        wait = switch.deliver(time.monotonic())
        ready, _, _ = select.select([*switch.ports, 0], [], [], wait)
        for source in ready:
            if source == 0:
                read = os.read(0, FRAME_BYTES)
                if not read:
                    return
                text += read
                while b"\n" in text:
                    line, text = text.split(b"\n", 1)
                    answer(switch, line.decode().split())
            else:
                read_frames(switch, source)


def read_frames(switch, tap):
    for _ in range(64):
        try:
            frame = os.read(tap, FRAME_BYTES)
        except BlockingIOError:
            return
        switch.frame(switch.ports[tap], frame, time.monotonic())


def answer(switch, words):
    try:
        if words:
            switch.command(words)
        print("ok", flush=True)
    except (KeyError, IndexError, ValueError) as wrong:
        print("error:", wrong, flush=True)


def main():
    hosts = [argument.split("=", 1) for argument in sys.argv[1:]]
    if not hosts or any(len(host) != 2 for host in hosts):
        sys.exit(__doc__)
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    switch = Switch(random.Random(1))
    made = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        for name, address in hosts:
            made.append(name)
            switch.add(Port(name, plug_in(name, address, libc, home)))
        print("ready", flush=True)
        serve(switch)
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "delete", name], check=False)


if __name__ == "__main__":
    main()
