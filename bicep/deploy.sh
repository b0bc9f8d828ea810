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
  --azd                    provisioned by azd: names are read from its environment (azd env get-values)
  --app NAME               the function app, where it was provisioned otherwise; with
  --account NAME           the storage account of the packages, and
  --container NAME         the container in it (packages)
  --timeout SECONDS        how long to wait for the hub to be ready (300)
  --help                   this text
TEXT
}

here=$(cd "$(dirname "$0")" && pwd)
group='' parameters=$here/pilot.parameters.json package='' provision=yes timeout=300 azd=no app='' account='' container='' sets=()
while [ $# -gt 0 ]; do
  case $1 in
    --resource-group | --parameters | --set | --package | --timeout | --app | --account | --container)
      [ $# -ge 2 ] || { echo "$1 needs a value." >&2; usage >&2; exit 2; } ;;&
    --resource-group) group=$2; shift 2 ;;
    --parameters) parameters=$2; shift 2 ;;
    --set) sets+=("$2"); shift 2 ;;
    --package) package=$2; shift 2 ;;
    --timeout) timeout=$2; shift 2 ;;
    --package-only) provision=no; shift ;;
    --azd) azd=yes provision=no; shift ;;
    --app) app=$2; shift 2 ;;
    --account) account=$2; shift 2 ;;
    --container) container=$2; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) echo "There is no option '$1'." >&2; usage >&2; exit 2 ;;
  esac
done
[ -n "$group" ] || { echo 'Say --resource-group.' >&2; usage >&2; exit 2; }
[ -z "$package" ] || [ -f "$package" ] || { echo "There is no package $package." >&2; exit 2; }

if [ "$provision" = yes ] && ! grep --quiet alertEmails "$parameters" && [[ " ${sets[*]}" != *" alertEmails="* ]]; then
  echo "Nobody would be told of an alert: say --set alertEmails='[\"you@example.org\"]'." >&2
  exit 2
fi

say() { echo "-- $*"; }

# A name that was given; or what provisioning has left: azd in its environment, this script in a deployment of its own name.
output() {
  if [ -n "$2" ]; then
    echo "$2"
  elif [ "$azd" = yes ]; then
    azd env get-values | sed -n "s/^$1=\"\(.*\)\"$/\1/p"
  else
    az deployment group show --resource-group "$group" --name infoshare --query "properties.outputs.$1.value" --output tsv
  fi
}
found() { [ -n "$2" ] || { echo "The $1 is not known. Say --azd, or --app, --account and --container." >&2; exit 1; }; }

# The right to write is given by the deployment itself, and takes minutes to arrive everywhere.
upload() {
  local deadline=$((SECONDS + 300)) said
  until said=$(az storage blob upload --auth-mode login --account-name "$account" --container-name "$container" --name "$1" \
    --file "$package" --overwrite true --no-progress --output none 2>&1); do
    if [[ $said != *403* && $said != *Authorization* && $said != *permission* ]] || [ "$SECONDS" -ge "$deadline" ]; then
      echo "$said" >&2
      return 1
    fi
    say 'not allowed to upload yet: trying again'
    sleep "${INFOSHARE_POLL_SECONDS:-10}"
  done
}

if [ -z "$package" ]; then
  say 'building the package'
  package=$("$here/package.sh" | tail -n 1)
fi

if [ "$provision" = yes ]; then
  # What Flex Consumption's networks are made of; a subscription that has never used it does not know the type.
  if [ "$(az provider show --namespace Microsoft.App --query registrationState --output tsv 2> /dev/null || true)" != Registered ]; then
    az provider register --namespace Microsoft.App --wait
  fi

  say "provisioning in $group"
  az deployment group create --resource-group "$group" --name infoshare --template-file "$here/main.bicep" \
    --parameters "@$parameters" "${sets[@]}" --output none
fi

[ -z "$app" ] || container=${container:-packages}
app=$(output appName "$app")
account=$(output storageAccount "$account")
container=$(output deploymentContainer "$container")
found app "$app"
found 'storage account' "$account"
found container "$container"
# Of an app of Flex Consumption the CLI shows the resource as it is, with its properties apart.
host=$(az functionapp show --resource-group "$group" --name "$app" --query 'properties.defaultHostName || defaultHostName' --output tsv)
found 'host name' "$host"
version=$(unzip -p "$package" package-version.txt 2> /dev/null || true)

# The dated copy is what one goes back to: --package-only --package with it, downloaded.
say "uploading $package to $account"
for name in "released-package-$(date -u +%Y%m%dT%H%M%SZ).zip" released-package.zip; do
  upload "$name"
done

say 'having the triggers read anew'
id=$(az functionapp show --resource-group "$group" --name "$app" --query id --output tsv)
az rest --method post --url "https://management.azure.com$id/syncfunctiontriggers?api-version=2024-04-01" --output none
az functionapp restart --resource-group "$group" --name "$app" --output none

say "waiting for https://$host/api/v1/health/ready"
# Ready, and by this package: an instance of the one before may still answer.
is_ready() {
  local answer
  answer=$(curl --silent --max-time 20 --write-out '\n%{http_code}' "https://$host/api/v1/health/ready" || true)
  [ "${answer##*$'\n'}" = 200 ] && [[ -z $version || $answer == *"$version"* ]]
}
deadline=$((SECONDS + timeout))
until is_ready; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "The hub is not ready after $timeout s. Its log: az monitor app-insights query, or the portal's log stream. Going back:" >&2
    echo "docs/operations.md, 'Going back to an earlier package'." >&2
    exit 1
  fi
  sleep "${INFOSHARE_POLL_SECONDS:-5}"
done
say "https://$host is ready${version:+, with the package $version}"
