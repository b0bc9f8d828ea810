#!/usr/bin/env bash
# Puts a hub on Azure: provisions, uploads the package, has the triggers read anew, and waits until the hub says that it is ready.
# It needs the Azure CLI, signed in (az login), and the right to write in the resource group and in the container of packages.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bicep/deploy.sh --resource-group GROUP [options]

  --resource-group GROUP   where the hub is, or will be
  --parameters FILE        parameters of bicep/main.bicep (bicep/pilot.parameters.json)
  --set NAME=VALUE         a parameter more, or another value for one; as often as needed
  --package ZIP            a package that is there already; else bicep/package.sh builds one
  --package-only           nothing is provisioned: the hub is there
  --timeout SECONDS        how long to wait for the hub to be ready (300)
  --help                   this text
TEXT
}

here=$(cd "$(dirname "$0")" && pwd)
group='' parameters=$here/pilot.parameters.json package='' provision=yes timeout=300 sets=()
while [ $# -gt 0 ]; do
  case $1 in
    --resource-group | --parameters | --set | --package | --timeout)
      [ $# -ge 2 ] || { echo "$1 needs a value." >&2; usage >&2; exit 2; } ;;&
    --resource-group) group=$2; shift 2 ;;
    --parameters) parameters=$2; shift 2 ;;
    --set) sets+=("$2"); shift 2 ;;
    --package) package=$2; shift 2 ;;
    --timeout) timeout=$2; shift 2 ;;
    --package-only) provision=no; shift ;;
    --help | -h) usage; exit 0 ;;
    *) echo "There is no option '$1'." >&2; usage >&2; exit 2 ;;
  esac
done
[ -n "$group" ] || { echo 'Say --resource-group.' >&2; usage >&2; exit 2; }
[ -z "$package" ] || [ -f "$package" ] || { echo "There is no package $package." >&2; exit 2; }

say() { echo "-- $*"; }
output() { az deployment group show --resource-group "$group" --name infoshare --query "properties.outputs.$1.value" --output tsv; }

if [ -z "$package" ]; then
  say 'building the package'
  package=$("$here/package.sh" | tail -n 1)
fi

if [ "$provision" = yes ]; then
  say "provisioning in $group"
  az deployment group create --resource-group "$group" --name infoshare --template-file "$here/main.bicep" \
    --parameters "@$parameters" "${sets[@]}" --output none
fi

app=$(output appName)
host=$(output appHost)
account=$(output storageAccount)
container=$(output deploymentContainer)

# The dated copy is what one goes back to: --package-only --package with it, downloaded.
say "uploading $package to $account"
for name in "released-package-$(date -u +%Y%m%dT%H%M%SZ).zip" released-package.zip; do
  az storage blob upload --auth-mode login --account-name "$account" --container-name "$container" --name "$name" \
    --file "$package" --overwrite true --no-progress --output none
done

say 'having the triggers read anew'
id=$(az functionapp show --resource-group "$group" --name "$app" --query id --output tsv)
az rest --method post --url "https://management.azure.com$id/syncfunctiontriggers?api-version=2024-04-01" --output none
az functionapp restart --resource-group "$group" --name "$app" --output none

say "waiting for https://$host/api/v1/health/ready"
deadline=$((SECONDS + timeout))
until [ "$(curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' "https://$host/api/v1/health/ready" || true)" = 200 ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "The hub is not ready after $timeout s. Its log: az monitor app-insights query, or the portal's log stream. Going back:" >&2
    echo "docs/operations.md, 'Going back to an earlier package'." >&2
    exit 1
  fi
  sleep "${INFOSHARE_POLL_SECONDS:-5}"
done
say "https://$host is ready"
