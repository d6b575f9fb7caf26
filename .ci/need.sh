# To be sourced by bash: installs a Debian package if the command, or the file, that it brings is missing, where that is
# possible.
#   need <command or file> <package>
need() {
  if command -v "$1" >/dev/null || [[ -e $1 ]]; then return; fi
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then return; fi
  if [[ -z ${updated:-} ]]; then apt-get update -qq || true; fi
  updated=yes
  apt-get install -qq -y --no-install-recommends "$2" || true
}

# Wine, and a compiler for Windows: what the Winsock bridge is built and run with.
need_windows() {
  need make make
  need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
  need /usr/lib/wine/wine64 wine64
}
