#!/bin/sh
# Installs what building and testing calicross needs and this machine lacks.
#
#   scripts/install-deps.sh build   what `cargo build` needs: a C linker, protoc and its standard files
#   scripts/install-deps.sh test    that, and what the tests run for real: etcd, etcdctl, bash, zsh, fish and a browser
#
# As root, or where sudo asks for no password, it installs Debian's packages by apt and says which.
# Elsewhere it names the command that somebody with the right to has to run, and ends with 1.
set -eu

say() { printf '%s\n' "install-deps: $*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

# protoc alone is not enough: etcd's definitions import protobuf's own, which Debian keeps in a package
# that is merely recommended.
protoc_works() {
    has "${PROTOC:-protoc}" || return 1
    dir=$(mktemp -d)
    printf 'syntax = "proto3";\nimport "google/protobuf/descriptor.proto";\nimport "google/protobuf/struct.proto";\n' >"$dir/a.proto"
    works=0
    "${PROTOC:-protoc}" -I"$dir" -o "$dir/a.pb" "$dir/a.proto" >/dev/null 2>&1 || works=1
    rm -rf "$dir"
    return "$works"
}

missing=
need() { missing="$missing $*"; }

look() {
    missing=
    has cc || need gcc libc6-dev
    protoc_works || need protobuf-compiler libprotobuf-dev
    if [ "$1" = test ]; then
        has etcd || need etcd-server
        has etcdctl || need etcd-client
        has chromium || need chromium
        has chromedriver || need chromium-driver
        for shell in bash zsh fish; do
            has "$shell" || need "$shell"
        done
    fi
    missing=${missing# }
}

# The package would start an etcd of its own on port 2379, now and at each boot; the tests start theirs
# on free ports.
keep_etcd_off() {
    if [ -d /run/systemd/system ] && ! systemctl cat etcd.service >/dev/null 2>&1; then
        say "keeping the package's own etcd service off; 'systemctl unmask etcd' lets it start"
        $as_root systemctl mask etcd.service
    fi
}

what=${1:-}
case $what in
    build | test) ;;
    *)
        say "usage: scripts/install-deps.sh build|test"
        exit 2
        ;;
esac

if ! has cargo; then
    say "cargo is not here: Rust comes with rustup, or with your system's packages (1.90 or later)"
    exit 1
fi
look "$what"
if [ -z "$missing" ]; then
    exit 0
fi

if ! has apt-get; then
    say "not here: $missing (Debian's names); install them with your system's package manager"
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif has sudo && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    say "not here: $missing; this installs them:"
    say "    sudo sh -c 'apt-get update && apt-get install -y $missing'"
    exit 1
fi

say "installing $missing (apt-get)"
case " $missing " in *" etcd-server "*) keep_etcd_off ;; esac
# RUNLEVEL=1 keeps the service from being started where init is not systemd.
# $as_root and $missing are lists of words.
# shellcheck disable=SC2086
{
    $as_root apt-get -q update
    $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get -q install -y --no-install-recommends $missing
} </dev/null >&2
look "$what"
if [ -n "$missing" ]; then
    say "still not here after the installation: $missing"
    exit 1
fi
