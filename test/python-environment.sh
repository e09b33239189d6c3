# Read by the scripts that install Python packages for tests: environment NAME PACKAGE... makes a Python environment at
# $target with wheels from PyPI alone, nothing is compiled. Needs python3 with pip. Afterwards `wheels` adds more.
# It is left alone where it has just these already, which "$target/.made-<checksum>" tells; so call `made` when all is there.

# What is imported is compiled then: to compile all of it takes as long as the rest of the installation.
wheels() { python_pip install --quiet --disable-pip-version-check --no-input --no-compile --only-binary :all: "$@"; }

made() { touch "$stamp"; }

environment() {
  name=$1
  shift
  stamp="$target/.made-$(echo "$@" "${also:-}" | cksum | cut -d ' ' -f 1)"
  [ -e "$stamp" ] && exit 0
  command -v python3 >/dev/null || { echo "install.sh: $name needs python3 with pip" >&2; exit 1; }
  rm -rf "$target"
  # Debian's python3 often lacks either pip or the copy of it that a new environment gets.
  if python3 -m venv "$target" >/dev/null 2>&1; then
    python_pip() { "$target/bin/python" -m pip "$@"; }
  else
    python3 -m venv --without-pip --clear "$target"
    python_pip() { python3 -m pip --python "$target/bin/python" "$@"; }
  fi
  wheels "$@"
}
