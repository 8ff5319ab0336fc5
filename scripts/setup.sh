# Sourced by the other scripts: finds Swift and sees to the system's libraries. It changes nothing where all is there.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages=(libgsl-dev libsqlite3-dev pkg-config)

fail() {
  printf '\n%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

step() { printf '\n== %s\n' "$1" >&2; }

require_swift() {
  command -v swift >/dev/null 2>&1 ||
    fail "Swift is not installed or not on the PATH. Windtunnel needs Swift 6.3: https://www.swift.org/install"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case "$version" in
    "" | [0-5].* | 6.[0-2]) fail "Windtunnel needs Swift 6.3, this is ${version:-unknown}. See https://www.swift.org/install" ;;
  esac
}

libraries_are_there() { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists gsl sqlite3; }

install_libraries() {
  libraries_are_there && return
  install_packages "${packages[@]}"
  libraries_are_there || fail "The packages are installed, but pkg-config does not find gsl and sqlite3."
}

# Other people's bookkeeping, which the tests hold exported journals against.
install_bookkeepers() {
  local missing=()
  command -v hledger >/dev/null 2>&1 || missing+=(hledger)
  command -v ledger >/dev/null 2>&1 || missing+=(ledger)
  command -v bean-check >/dev/null 2>&1 || missing+=(beancount)
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

# A browser that opens the pages, and what speaks to it.
install_browser() {
  local missing=()
  command -v chromium >/dev/null 2>&1 || missing+=(chromium)
  command -v python3 >/dev/null 2>&1 || missing+=(python3)
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
  command -v apt-get >/dev/null 2>&1 ||
    fail "Missing: $*. Install them with this system's package manager."
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
      fail "System packages are missing and this user may not install them. As root: apt-get install $*"
    as_root=(sudo)
    # Nobody is there to type a password.
    [ -t 0 ] || as_root=(sudo -n)
  fi
  step "installing $*"
  {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
  } >&2 || fail "The packages could not be installed. As root: apt-get update && apt-get install $*"
}

require_swift
install_libraries
