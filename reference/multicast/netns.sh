#!/bin/sh
# Runs a command in a network namespace of its own, so that its multicast meets nobody else's:
#
#   sh reference/multicast/netns.sh COMMAND [ARGUMENT...]
#
# In it there are the loopback interface and both ends of a veth pair, 10.77.0.1 on jl0 and 10.77.0.2 on jl1, all up.
# Needs unshare (util-linux) and ip (iproute2), and either root or unprivileged user namespaces. Exits with the
# command's status, or with 77 and a reason on standard error where there can be no such namespace.

set -eu

refuse() {
  echo "no network namespace: $1" >&2
  exit 77
}

if [ "${1-}" != --inside ]; then
  [ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 64; }
  command -v unshare >/dev/null || refuse 'there is no unshare'
  command -v ip >/dev/null || refuse 'there is no ip'
  for how in -n -rn; do
    if unshare "$how" true 2>/dev/null; then exec unshare "$how" sh "$0" --inside "$@"; fi
  done
  refuse 'neither this user nor an unprivileged one may make it'
fi

shift
{
  ip link set lo up &&
    ip link add jl0 type veth peer name jl1 &&
    ip address add 10.77.0.1/24 dev jl0 &&
    ip address add 10.77.0.2/24 dev jl1 &&
    ip link set jl0 up &&
    ip link set jl1 up
} || refuse 'its interfaces could not be set up'
# The system takes a moment to see that both ends are up.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  if ip -o link show jl0 | grep -q 'state UP'; then break; fi
  sleep 0.05
done
exec "$@"
