#!/bin/sh
# Runs a Windows program under Wine, as an adapter has to run: no window, no debugger, nothing on standard output but
# what the program writes.
#
#   sh adapters/winsock/wine.sh --start                    makes the prefix where there is none, and starts its server
#   sh adapters/winsock/wine.sh PROGRAM.exe [ARGUMENT...]  runs a program
#   sh adapters/winsock/wine.sh --version                  says which Wine it is
#   sh adapters/winsock/wine.sh --end                      ends the server, and whatever runs under it
#
# The prefix is the folder $JOINLEAF_WINEPREFIX, or joinleaf-wine-<user> in the folder for temporary files; it takes some
# ten seconds to be made. Sockets belong to the server, so that the network namespace in which it is started is the one
# for all programs. Ten minutes after the last program it ends by itself. Exits with 77 and a reason on standard error
# where there is no Wine.

set -eu

for candidate in "${WINE-}" wine64 /usr/lib/wine/wine64 wine; do
  [ -n "$candidate" ] || continue
  if wine=$(command -v "$candidate"); then break; fi
done
[ -n "${wine-}" ] || { echo 'there is no Wine: install wine64' >&2; exit 77; }
server=$(dirname "$(readlink -f "$wine")")/wineserver
[ -x "$server" ] || server=wineserver

export WINEPREFIX="${JOINLEAF_WINEPREFIX:-${TMPDIR:-/tmp}/joinleaf-wine-$(id -u)}"
# Neither .NET nor a browser is needed, and Wine would ask for them.
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' DISPLAY=

case "${1-}" in
  --start)
    # Wine's own services live as long as the server, and keep the streams of the program that first needs them: let
    # that be one without.
    {
      mkdir -p "$WINEPREFIX" &&
        { [ -e "$WINEPREFIX/system.reg" ] || { "$wine" wineboot -i && "$server" -w; }; } &&
        "$server" -p600 && "$wine" cmd /c exit
    } </dev/null >/dev/null 2>&1 || { echo "Wine cannot be started with the prefix $WINEPREFIX" >&2; exit 1; }
    ;;
  --version) "$wine" --version ;;
  --end) "$server" -k || true ;;
  '' | -*) sed -n '5,8s/^# *//p' "$0" >&2; exit 64 ;;
  *)
    [ -e "$WINEPREFIX/system.reg" ] || { echo "run this first: sh $0 --start" >&2; exit 1; }
    exec "$wine" "$@"
    ;;
esac
