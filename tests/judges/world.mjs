// The world a judge sees: the pages, the time and the documents that a test hands over, and nothing else.
// Import this first. It takes the network and the clock away before a judge's own modules are loaded,
// and keeps standard output for answers.
import net from 'node:net';
import process from 'node:process';
import readline from 'node:readline';

let web = new Map();
let now = Date.now();

const SystemDate = Date;

globalThis.Date = class extends SystemDate {
  constructor(...values) {
    super(...(values.length ? values : [now]));
  }
  static now() {
    return now;
  }
};

globalThis.fetch = async resource => {
  const url = String(resource?.url ?? resource).replace(/#.*$/, '');
  const headers = {'content-type': 'application/json'};
  return web.has(url) ?
    new Response(web.get(url), {status: 200, headers}) :
    new Response('{}', {status: 404, statusText: `not part of this test: ${url}`, headers});
};

net.Socket.prototype.connect = () => {
  throw new Error('a judge has no network');
};

for(const name of ['log', 'info', 'warn', 'debug']) {
  console[name] = console.error;
}

/** Whether a page is part of this test. */
export function has(url) {
  return web.has(url);
}

/** The text of a page, or an error that names the address. */
export function page(url) {
  if(!web.has(url)) {
    throw new Error(`${url} is not part of this test`);
  }
  return web.get(url);
}

/** What an error says, with what it was caused by. */
export function reason(error) {
  const parts = error?.errors ?? (Array.isArray(error) ? error : []);
  const said = parts.map(reason).filter(Boolean);
  const message = error?.message ?? String(error);
  const cause = error?.cause ? [reason(error.cause)] : [];
  return [...new Set([message, ...said, ...cause])].join(': ');
}

/**
 * Answers every line of standard input with one line of standard output, in order.
 *
 * A line is `{id, credential, web?, now?}`: the credential as text, pages as `{url: text}`, a time;
 * pages and time stay until another line changes them. The answer is `{id, passed: [check], refused: {check: reason}}`.
 */
export async function serve(judge) {
  for await (const line of readline.createInterface({input: process.stdin})) {
    const request = JSON.parse(line);
    web = request.web ? new Map(Object.entries(request.web)) : web;
    now = request.now ? SystemDate.parse(request.now) : now;
    const passed = [];
    const refused = {};
    const check = async (name, question) => {
      try {
        await question();
        passed.push(name);
      } catch(error) {
        refused[name] = reason(error) || 'no reason was given';
      }
    };
    try {
      await judge(request.credential, check);
    } catch(error) {
      refused.document = reason(error);
    }
    process.stdout.write(JSON.stringify({id: request.id, passed, refused}) + '\n');
  }
}
