#!/usr/bin/env bash
# What the tests want of the operating system and a fresh Debian lacks. As root it is installed; else one plain line per
# thing says what will be skipped and why. Never fails the build: without a network the tests run with what there is.
set -u

CHROMIUM=/usr/bin/chromium
POSTGRES=/usr/lib/postgresql/15/bin/postgres
FAKETIME="/usr/lib/$(uname -m)-linux-gnu/faketime/libfaketime.so.1"
CLUSTERS=/etc/postgresql-common/createcluster.conf

[ -x "$CHROMIUM" ] && [ -x "$POSTGRES" ] && [ -e "$FAKETIME" ] && exit 0

# Debian makes and starts a server of its own with the package. The tests start theirs, so this one would only use memory.
no_cluster_of_its_own() {
  mkdir -p "${CLUSTERS%/*}"
  touch "$CLUSTERS"
  sed -i '/^[#[:space:]]*create_main_cluster\b/d' "$CLUSTERS"
  echo 'create_main_cluster = false' >>"$CLUSTERS"
}

apt() {
  DEBIAN_FRONTEND=noninteractive timeout 120 apt-get -qq -o Acquire::http::Timeout=15 -o Acquire::Retries=0 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=60 "$@" >/dev/null 2>&1 </dev/null
}

# `install FILE PACKAGE WHAT`: say in one line what is done, or what is skipped and why.
install() {
  [ -e "$1" ] && return
  if [ "$(id -u)" != 0 ]; then
    echo "tests: $2 is missing: $3 will be skipped (as root: apt-get install --no-install-recommends $2)"
  elif ! command -v apt-get >/dev/null; then
    echo "tests: $2 is missing: $3 will be skipped (no apt-get on this machine)"
  else
    echo "tests: installing $2"
    apt install -y --no-install-recommends "$2"
    [ -e "$1" ] || echo "tests: $2 could not be installed: $3 will be skipped (no network, or this release has no such package)"
  fi
}

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  [ -x "$POSTGRES" ] || no_cluster_of_its_own
  apt update
fi
install "$CHROMIUM" chromium "tests in a browser"
install "$POSTGRES" postgresql-15 "database tests on PostgreSQL 15"
install "$FAKETIME" libfaketime "turning the clock of a database"
exit 0
