# Sourced by the lab's scripts: where things are kept that take long to make, and what names them.
LAB_CACHE=${LVSPS_LAB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/lvsps/lab}

# Twelve hex digits that stand for what is read from standard input.
lab_key() { sha256sum | cut -c1-12; }
