#!/bin/sh
# Sends the built site to object storage (S3, R2 and others that speak its language) by rclone:
#
#     sh deploy.sh FOLDER-WITH-THE-SITE
#
# A bucket cannot be exchanged in one step. So files go in an order in which whoever checks an award meanwhile finds
# the old award or the new one, and never a new award beside an old index: that would read "altered".
# This file is yours: Testamur wrote it once, and does not change it any more.
set -eu

# Fill these in. None of it is secret.
bucket=""   # badges-harbour
provider="" # AWS, Cloudflare, Minio, Scaleway, Other …: as rclone names it
region=""   # eu-west-1; of R2: auto
endpoint="" # Of AWS: empty. Others: https://ACCOUNT.r2.cloudflarestorage.com
key_id=""   # The public half of the access key: AKIA…

# The secret half. Let it read, write and delete in this one bucket, and nothing else.
secret="${TESTAMUR_DEPLOY_SECRET:-}"

$begin
[ -n "$bucket" ] && [ -n "$provider" ] && [ -n "$region" ] && [ -n "$key_id" ] ||
  fail "write bucket=, provider=, region= and key_id= into this file first: they say where the site goes"
[ -n "$secret" ] || fail "the secret half of the access key has to be in TESTAMUR_DEPLOY_SECRET"
command -v rclone > /dev/null || sudo apt-get install --yes --quiet rclone

export RCLONE_CONFIG=/dev/null
export RCLONE_CONFIG_SITE_TYPE=s3
export RCLONE_CONFIG_SITE_PROVIDER="$provider"
export RCLONE_CONFIG_SITE_REGION="$region"
export RCLONE_CONFIG_SITE_ENDPOINT="$endpoint"
export RCLONE_CONFIG_SITE_ACCESS_KEY_ID="$key_id"
export RCLONE_CONFIG_SITE_SECRET_ACCESS_KEY="$secret"

# By content: every build writes all files anew, and a list of another day can have the same size. Whoever keeps a copy
# between (a browser, a network of caches) has to ask each time whether it is still the newest.
send() {
  how="$1"
  shift
  rclone "$how" --checksum --header-upload "Cache-Control: no-cache" "$@" -- "$site" "site:$bucket"
}

send copy --include "/theme/**"                                    # what pages are shown and checked with
send copy --include "/issuer/did.json" --include "/issuer/keys.json" # a new key, before what it signed
send copy --include "/status/**"                                   # withdrawals
send copy --include "/index/**" --include "/index.json"            # which copy of an award is the current one
send copy --include "/awards/**"
send copy                                                          # pages that lead to awards
send sync --delete-after                                           # what is gone, last
echo "The site is in the bucket $bucket."
