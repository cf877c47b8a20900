# Sourced by every script: where things are, and how they talk. Bash, set -euo pipefail.
set -euo pipefail

callroom_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$callroom_root"

# Tools that Debian's packages have too old; scripts/setup puts them here.
callroom_tools="$callroom_root/build/tools"
PATH="$callroom_tools/bin:$callroom_tools/node/bin:$callroom_tools/go/bin:$PATH"
export PATH

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# build PRESET [target...]: configures if needed and builds, on all cores.
build() {
  local preset=$1
  shift
  # Configuring again is cheap, and it is where the arrows of the house are checked.
  cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || { cat "build/configure-$preset.log" >&2; die "configuring '$preset' failed"; }
  ninja -C "build/$preset" "$@"
}

# npm ci, unless the lock file is the one that was installed last.
install_npm() {
  local dir=$1
  [ -f "$dir/package-lock.json" ] || return 0
  if ! cmp -s "$dir/package-lock.json" "$dir/node_modules/.installed-lock"; then
    say "npm ci in $dir"
    (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$dir/package-lock.json" "$dir/node_modules/.installed-lock"
  fi
}
