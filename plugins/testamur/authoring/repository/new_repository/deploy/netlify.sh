#!/bin/sh
# Sends the built site to Netlify as one archive, which it exchanges for the last one in one step:
#
#     sh deploy.sh FOLDER-WITH-THE-SITE
#
# This file is yours: Testamur wrote it once, and does not change it any more.
set -eu

# Fill this in. It is not secret.
site_id="" # Site configuration → General → Site ID: 12345678-90ab-cdef-1234-567890abcdef

# User settings → Applications → Personal access tokens. It may do whatever its account may: use one for this alone.
secret="${TESTAMUR_DEPLOY_SECRET:-}"

$begin
[ -n "$site_id" ] || fail "write site_id= into this file first: it says where the site goes"
case "$site_id" in
  *[!A-Za-z0-9.-]*) fail "site_id= takes letters, digits, dots and hyphens only" ;;
esac
[ -n "$secret" ] || fail "an access token has to be in TESTAMUR_DEPLOY_SECRET"

$copy
(cd "$private/site" && zip -qr ../site.zip .)
# The token goes in by a file that only this run can read: a command line is seen by every program of the machine.
printf 'header = "Authorization: Bearer %s"\n' "$secret" > "$private/curl"
curl --config "$private/curl" --proto '=https' --fail --silent --show-error --max-time 900 --output /dev/null \
  --header "Content-Type: application/zip" --data-binary "@$private/site.zip" \
  "https://api.netlify.com/api/v1/sites/$site_id/deploys"
echo "Netlify has the site, and shows it when it has unpacked it."
