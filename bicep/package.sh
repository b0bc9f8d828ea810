#!/usr/bin/env bash
# Builds the package that is deployed, released-package.zip: the program with its own runtime, host.json and a folder per function, as the
# Functions host expects them. It is made on Linux, since the program must keep its mode 0755 in the zip.
#
# usage: bicep/package.sh [OUTPUT.zip]      (artifacts/released-package.zip)
set -euo pipefail
cd "$(dirname "$0")/.."

output=$(realpath -m "${1:-artifacts/released-package.zip}")
build=artifacts/package
folder=$build/released-package

# A folder of its own, so that nothing of an earlier build is shipped and the usual build is not disturbed.
rm -rf "$folder"
dotnet publish functions -c Release --artifacts-path "$build" --output "$folder" -p:RunAnalyzers=false --nologo --verbosity quiet

if [ "$(head -c 4 "$folder/InfoShare.Functions")" != $'\x7fELF' ]; then
  echo "$folder/InfoShare.Functions is no program for Linux." >&2
  exit 1
fi

# By which the deployed hub tells which package it runs.
version=$(cd "$folder" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -c 1-16)
echo "$version" > "$folder/package-version.txt"

find "$folder" -type f -exec chmod 0644 {} +
chmod 0755 "$folder/InfoShare.Functions"
mkdir -p "$(dirname "$output")"
rm -f "$output"
(cd "$folder" && find . -type f | LC_ALL=C sort | zip --quiet -X "$output" -@)
echo "$output"
