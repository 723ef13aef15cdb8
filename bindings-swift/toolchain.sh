# Swift for the tests, to be sourced: `swift` from PATH, or Debian's in a root of its own below $FIRSTLINE_CACHE.
# shellcheck shell=sh

FIRSTLINE_CACHE=${FIRSTLINE_CACHE:-$HOME/.cache/firstline}

# Makes the root if it is needed and not there: Debian 12 has no Swift, Debian 13 has.
swift_root() {
    if command -v swift >/dev/null || [ -d "$FIRSTLINE_CACHE/swift-root" ]; then
        return 0
    fi
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "swift is missing: install Swift 5.9 or later from https://swift.org/install" >&2
        return 1
    fi
    command -v debootstrap >/dev/null || apt-get install --yes --no-install-recommends debootstrap || return 1
    echo "making a Debian root with Swift in $FIRSTLINE_CACHE/swift-root: a few minutes, 3.3 GB" >&2
    mkdir -p "$FIRSTLINE_CACHE"
    # Only a finished one gets the name; what an interruption left is made anew.
    rm -rf "$FIRSTLINE_CACHE/swift-root.partial"
    debootstrap --variant=minbase --include=swiftlang,libc6-dev,libstdc++-14-dev,git,ca-certificates \
        trixie "$FIRSTLINE_CACHE/swift-root.partial" >"$FIRSTLINE_CACHE/swift-root.log" 2>&1 || {
        tail -n 20 "$FIRSTLINE_CACHE/swift-root.log" >&2
        return 1
    }
    mv "$FIRSTLINE_CACHE/swift-root.partial" "$FIRSTLINE_CACHE/swift-root"
}

# Runs swift in a package of the checkout: `swift_run bindings-swift test`. Its build lies in the cache. Inside the root the checkout has
# the path that it has outside; all mounts are the process's own, so they go with it.
swift_run() (
    here=$(git -C "${FIRSTLINE_CHECKOUT:-.}" rev-parse --show-toplevel) || return 1
    swift_root || return 1
    package=$1 command=$2
    shift 2
    build=$FIRSTLINE_CACHE/swift-build/$(echo "$package" | tr / -)
    mkdir -p "$build"
    if command -v swift >/dev/null; then
        cd "$here/$package" && swift "$command" --scratch-path "$build" "$@"
        return
    fi
    # shellcheck disable=SC2016 # the inner shell expands them
    unshare --mount sh -c '
        set -eu
        root=$1 build=$2 here=$3 package=$4 command=$5
        shift 5
        mkdir -p "$root/$here" "$root/$build"
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount --bind "$here" "$root/$here"
        mount --bind "$build" "$root/$build"
        exec chroot "$root" sh -c "cd \"\$1\" && shift && exec swift \"\$@\"" sh "$here/$package" \
            "$command" --scratch-path "$build" "$@"
    ' sh "$FIRSTLINE_CACHE/swift-root" "$build" "$here" "$package" "$command" "$@"
)
