#!/bin/sh
# Runs a command beside five hosts: network namespaces with an Ethernet between them.
#
#   sh reference/hosts/hosts.sh [--delay MS] [--loss PERCENT] COMMAND [ARGUMENT...]
#
# The hosts are root and leaf-1 to leaf-4 and, for sessions without a root, the same under the names member-1 to
# member-5: 10.78.0.1 to 10.78.0.5 on eth0, joined by the bridge jlbr. leaf-3 also goes by the name root-3, and leaf-4 by
# root-2 and plain, for cases with more roots or with somebody who is in no session. The command runs where the bridge
# is, on none of the hosts; it gets a process onto one with
#
#   nsenter --net=/run/netns/leaf-1 PROGRAM [ARGUMENT...]
#
# and cuts its link with `ip link set jl-leaf-1 down`. With --delay and --loss every frame that leaves a host takes so
# many milliseconds, and is lost so often. That is netem's work (tc) where the kernel has it, and impair.py's elsewhere.
#
# All of it is seen by the command alone and ends with it. Needs unshare, nsenter and mount (util-linux) and ip
# (iproute2), and either root or unprivileged user namespaces; exits with the command's status, or with 77 and a reason
# on standard error where there can be no such hosts.

set -eu

refuse() {
  echo "no hosts: $1" >&2
  exit 77
}

usage() {
  echo "usage: $0 [--delay MS] [--loss PERCENT] COMMAND [ARGUMENT...]" >&2
  exit 64
}

if [ "${1-}" != --inside ]; then
  for tool in unshare nsenter mount ip; do
    command -v "$tool" >/dev/null || refuse "there is no $tool"
  done
  for how in -nm -rnm; do
    if unshare "$how" true 2>/dev/null; then exec unshare "$how" sh "$0" --inside "$@"; fi
  done
  refuse 'neither this user nor an unprivileged one may make namespaces'
fi
shift

delay=0 loss=0
while [ $# -gt 0 ]; do
  case $1 in
    --delay) delay=${2-} ;;
    --loss) loss=${2-} ;;
    -*) usage ;;
    *) break ;;
  esac
  case ${2-} in '' | *[!0-9.]*) usage ;; esac
  shift 2
done
[ $# -gt 0 ] || usage

hosts='root leaf-1 leaf-2 leaf-3 leaf-4'
impaired=no
if [ "$delay" != 0 ] || [ "$loss" != 0 ]; then impaired=yes; fi

on() {
  host=$1
  shift
  nsenter "--net=/run/netns/$host" "$@"
}

# Gives a host another name.
as() {
  touch "/run/netns/$2"
  mount --bind "/run/netns/$1" "/run/netns/$2"
}

# Names of namespaces are files in /run/netns; here is one of our own.
{
  mount -t tmpfs none /run && mkdir /run/netns &&
    ip link set lo up &&
    ip link add jlbr type bridge &&
    # Without a router that asks for members, a bridge that watches memberships forgets them.
    ip link set jlbr type bridge mcast_snooping 0 &&
    ip link set jlbr up
} || refuse 'the bridge could not be set up'
# A netem that is there takes over on a device that nobody uses.
netem=no
if [ $impaired = yes ] && command -v tc >/dev/null && tc qdisc add dev lo root netem 2>/dev/null; then
  tc qdisc del dev lo root
  netem=yes
fi

relay=
trap '[ -z "$relay" ] || kill "$relay" 2>/dev/null' EXIT
for host in $hosts; do ip netns add "$host" || refuse "$host could not be made"; done
if [ $impaired = yes ] && [ $netem = no ]; then
  command -v python3 >/dev/null || refuse 'for delay and loss, there is neither netem nor python3'
  [ -w /dev/net/tun ] || refuse 'for delay and loss, there is neither netem nor /dev/net/tun'
  links=
  for host in $hosts; do links="$links far-$host:jl-$host"; done
  mkfifo /run/ready
  # shellcheck disable=SC2086 # a list of links
  python3 "$(dirname "$0")/impair.py" "$delay" "$loss" $links >/run/ready &
  relay=$!
  read -r _ </run/ready || refuse 'impair.py could not be started'
fi

number=0
for host in $hosts; do
  number=$((number + 1))
  {
    if [ -n "$relay" ]; then
      ip link set "far-$host" netns "$host" name eth0
    else
      ip link add "jl-$host" type veth peer name eth0 netns "$host"
    fi &&
      ip link set "jl-$host" master jlbr up &&
      on "$host" ip link set lo up &&
      on "$host" ip address add "10.78.0.$number/24" brd + dev eth0 &&
      on "$host" ip link set eth0 up
  } || refuse "$host could not be joined to the bridge"
  if [ $netem = yes ]; then
    on "$host" tc qdisc add dev eth0 root netem delay "${delay}ms" loss "${loss}%" || refuse 'netem refused'
  fi
  # A neighbour that does not answer is not there: Linux would wait for three seconds.
  on "$host" sh -c 'echo 200 >/proc/sys/net/ipv4/neigh/eth0/retrans_time_ms' || true
  if [ $impaired = yes ]; then
    # What is lost is sent again soon, and each time as soon as the time before: TCP's usual patience is for networks
    # that are full, and would have everybody wait for nothing here. Only a connection that is to be made takes a second
    # for each try, in which Linux is not to be hurried. Who asks for a neighbour does so ten times, not three: with less
    # patience, a host would now and then seem to be gone.
    on "$host" sh -c 'echo 1 >/proc/sys/net/ipv4/tcp_thin_linear_timeouts' || true
    for setting in mcast_solicit ucast_solicit; do
      on "$host" sh -c "echo 10 >/proc/sys/net/ipv4/neigh/eth0/$setting" || true
    done
    on "$host" ip route change 10.78.0.0/24 dev eth0 src "10.78.0.$number" rto_min 50ms || true
  fi
  as "$host" "member-$number"
done
as leaf-4 root-2
as leaf-3 root-3
as leaf-4 plain

# The system takes a moment to see that both ends are up.
for host in $hosts; do
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    if on "$host" ip -o link show eth0 | grep -q 'LOWER_UP'; then break; fi
    sleep 0.05
  done
done
if [ -z "$relay" ]; then exec "$@"; fi
status=0
"$@" || status=$?
exit $status
