#!/bin/sh
# Sends the built site to Cloudflare Pages, which exchanges it for the last one in one step:
#
#     sh deploy.sh FOLDER-WITH-THE-SITE
#
# Cloudflare describes no other way to send a folder than its own tool, wrangler, which comes from npm when this runs.
# What it brings along is not pinned, and gets the token: make it one that may edit Pages of this account, and no more.
# This file is yours: Testamur wrote it once, and does not change it any more.
set -eu

# Fill these in. None of it is secret.
project=""          # Workers & Pages → the project's name: harbour-badges
account=""          # Workers & Pages → Account ID
wrangler="4.164.0"  # the version of the tool

# My profile → API tokens → Account → Cloudflare Pages: Edit.
secret="${TESTAMUR_DEPLOY_SECRET:-}"

$begin
[ -n "$project" ] && [ -n "$account" ] ||
  fail "write project= and account= into this file first: they say where the site goes"
[ -n "$secret" ] || fail "an API token has to be in TESTAMUR_DEPLOY_SECRET"

$copy
CLOUDFLARE_API_TOKEN="$secret" CLOUDFLARE_ACCOUNT_ID="$account" WRANGLER_SEND_METRICS=false \
  npx --yes "wrangler@$wrangler" pages deploy "$private/site" --project-name="$project" --branch=main
echo "Cloudflare has the site."
