// Drives a language server over its standard streams, as an editor does, and measures what a person waits for.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const uri = 'file:///bench/Dockerfile';

/** An answer that takes longer is not waited for, in ms. */
const patience = 60_000;

/** What each server may take for its keys, and for each kind of request, in ms. */
const budget = 30_000;

/** So many keys in a row before it is the next server's turn. */
const batch = 20;

/** One running server. */
export class Session {
  #chunks = [];
  #length = 0;
  #needed = 0;
  #waiting = new Map();
  #published = [];
  #next = 1;

  constructor(command, args, env) {
    this.started = performance.now();
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env });
    this.child.stdout.on('data', (chunk) => this.#read(chunk));
    this.child.on('error', () => this.#end());
    this.child.on('exit', () => this.#end());
    this.child.stdin.on('error', () => {});
  }

  async start() {
    const { capabilities } = await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          synchronization: {},
          hover: { contentFormat: ['markdown'] },
          completion: { completionItem: { snippetSupport: true } },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } }, dataSupport: true, resolveSupport: { properties: ['edit'] } },
          publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
        },
      },
    });
    const initialized = performance.now() - this.started;
    const sync = capabilities.textDocumentSync;
    this.takesRanges = (typeof sync === 'number' ? sync : sync?.change) === 2;
    this.capabilities = capabilities;
    this.notify('initialized', {});
    return initialized;
  }

  request(method, params) {
    const id = this.#next++;
    this.#send({ jsonrpc: '2.0', id, method, params });
    return within(new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject })), method);
  }

  notify(method, params) {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** Opens a text; gives the first diagnostics and how long they took. */
  async open(text) {
    this.text = text;
    this.version = 1;
    const arrived = this.#diagnostics();
    const from = performance.now();
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'dockerfile', version: 1, text } });
    const got = await arrived;
    return { ...got, ms: got.at - from };
  }

  /** Types a character, or takes it back, and waits for the diagnostics of that version. */
  async key(line, character) {
    const arrived = this.#diagnostics();
    const from = this.#type(line, character);
    const got = await arrived;
    return { ...got, ms: got.at - from, first: got.firstByte - from };
  }

  /** Types a key and asks at once: how long the answer took. Gives it when the diagnostics have come, too. */
  async askAfterKey(line, character, method, params) {
    const arrived = this.#diagnostics();
    arrived.catch(() => {});
    this.#type(line, character);
    const from = performance.now();
    await this.request(method, { textDocument: { uri }, ...params });
    const ms = performance.now() - from;
    await arrived;
    return ms;
  }

  /** A server that takes whole texts alone is sent those. */
  #type(line, character) {
    const lines = this.text.split('\n');
    const range = { start: { line, character }, end: { line, character: character + (this.typed ? 1 : 0) } };
    const text = this.typed ? '' : 'x';
    lines[line] = lines[line].slice(0, character) + text + lines[line].slice(range.end.character);
    this.typed = !this.typed;
    this.text = lines.join('\n');
    this.version += 1;
    const from = performance.now();
    this.notify('textDocument/didChange', { textDocument: { uri, version: this.version }, contentChanges: [this.takesRanges ? { range, text } : { text: this.text }] });
    return from;
  }

  /** Processor time of the process so far, in ms; null where the system does not tell. */
  cpu() {
    try {
      const fields = fs.readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return null;
    }
  }

  /** Resident memory in MiB; null where the system does not tell. */
  memory() {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))[1]) / 1024;
    } catch {
      return null;
    }
  }

  stop() {
    this.child.kill('SIGKILL');
  }

  #diagnostics() {
    return within(new Promise((resolve, reject) => this.#published.push({ resolve, reject })), 'diagnostics');
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.child.stdin.write(body);
  }

  #read(chunk) {
    this.firstByte ??= performance.now();
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // A long message is put together once, when all of it is there.
    while (this.#length > 0 && this.#length >= this.#needed) {
      const buffer = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#chunks = [buffer];
      const header = buffer.indexOf('\r\n\r\n');
      if (header < 0) {
        this.#needed = buffer.length + 1;
        return;
      }
      const length = Number(/content-length: *(\d+)/i.exec(buffer.toString('latin1', 0, header))[1]);
      const end = header + 4 + length;
      if (buffer.length < end) {
        this.#needed = end;
        return;
      }
      const arrived = performance.now();
      this.#chunks = end < buffer.length ? [buffer.subarray(end)] : [];
      this.#length = buffer.length - end;
      this.#needed = 0;
      this.#take(JSON.parse(buffer.toString('utf8', header + 4, end)), length, arrived);
      this.firstByte = undefined;
    }
  }

  #take(message, bytes, arrived) {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { version, diagnostics } = message.params;
      if (version === undefined || version === this.version) {
        this.#published.shift()?.resolve({ at: arrived, parse: performance.now() - arrived, firstByte: this.firstByte, count: diagnostics.length, bytes });
      }
    } else if (message.method && message.id !== undefined) {
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.#send({ jsonrpc: '2.0', id: message.id, result });
    } else if (message.id !== undefined && this.#waiting.has(message.id)) {
      const { resolve, reject } = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    }
  }

  #end() {
    for (const { reject } of [...this.#waiting.values(), ...this.#published]) {
      reject(new Error('the server has ended'));
    }
    this.#waiting.clear();
    this.#published = [];
  }
}

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience / 1000} s: ${what}`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The value below which a part of the values lies. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/**
 * Measures servers on one text: opening it, keys in a RUN near its middle in alternating batches, and requests right after a key.
 * A server that is slow is given fewer keys: as many as it takes within its budget.
 * @param servers their names and commands
 * @param text the Dockerfile
 * @param keys how many keys at most
 * @param env the environment of the servers
 * @param starts how often each is started, for the times from its start and of opening; a server that is slow is started less often
 * @returns for each server its figures, in ms and MiB, or what it did not do in `failure`
 */
export async function measure(servers, text, { keys, starts, env }) {
  const lines = text.split('\n');
  let line = Math.floor(lines.length / 2);
  while (line < lines.length - 1 && !/^RUN [a-z]/.test(lines[line])) {
    line += 1;
  }
  const place = { line, character: 6 };
  const all = servers.map(({ name, server }) => ({ name, server, initialized: [], shown: [], opened: [], keys: [], firsts: [], parses: [], cpu: 0, spent: 0 }));
  for (let i = 0; i < starts; i++) {
    for (const one of running(all).filter((each) => sum(each.shown) < budget / 2)) {
      one.session?.stop();
      await attempt(one, () => start(one, text, env));
    }
  }
  for (const one of running(all)) {
    await attempt(one, () => warmUp(one, place));
  }
  for (let open = running(all); open.length > 0; open = open.filter((one) => one.failure === undefined && one.keys.length < keys && one.spent < budget)) {
    for (const one of open) {
      await attempt(one, () => typeBatch(one, place, keys));
    }
  }
  for (const one of running(all)) {
    one.memory = one.session.memory();
  }
  for (const one of running(all)) {
    await attempt(one, () => askRightAfterKeys(one, place));
  }
  for (const one of all) {
    one.session?.stop();
  }
  return all.map(describe);
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

const running = (all) => all.filter((one) => one.failure === undefined);

/** A server that fails, or does not answer, is measured no further. */
async function attempt(one, work) {
  try {
    await work();
  } catch (error) {
    one.failure = error.message;
    one.session?.stop();
  }
}

async function start(one, text, env) {
  const [command, ...args] = one.server;
  one.session = new Session(command, args, env);
  one.initialized.push(await one.session.start());
  const opened = await one.session.open(text);
  one.opened.push(opened.ms);
  one.shown.push(performance.now() - one.session.started);
  one.last = opened;
}

async function warmUp(one, { line, character }) {
  const until = performance.now() + budget / 10;
  for (let i = 0; i < 10 && performance.now() < until; i++) {
    await one.session.key(line, character);
  }
}

async function typeBatch(one, { line, character }, keys) {
  const cpu = one.session.cpu();
  const from = performance.now();
  for (let i = 0; i < batch && one.keys.length < keys && one.spent + performance.now() - from < budget; i++) {
    one.last = await one.session.key(line, character);
    one.keys.push(one.last.ms);
    one.firsts.push(one.last.first);
    one.parses.push(one.last.parse);
  }
  one.spent += performance.now() - from;
  one.cpu += one.session.cpu() - cpu;
}

/** What an editor asks for while someone types. A kind that the server does not know has no figure. */
async function askRightAfterKeys(one, { line, character }) {
  const range = { start: { line, character: 0 }, end: { line, character } };
  const kinds = [
    ['hover', 'hoverProvider', { position: { line, character: 1 } }],
    ['codeAction', 'codeActionProvider', { range, context: { diagnostics: [] } }],
    ['completion', 'completionProvider', { position: { line, character: 4 } }],
  ];
  one.after = {};
  for (const [name, capability, params] of kinds.filter((kind) => one.session.capabilities[kind[1]])) {
    const times = [];
    const until = performance.now() + budget / 3;
    for (let i = 0; i < 100 && performance.now() < until; i++) {
      times.push(await one.session.askAfterKey(line, character, `textDocument/${name}`, params));
    }
    one.after[name] = quantile(times, 0.99);
  }
}

function describe(one) {
  const last = one.last ?? { count: NaN };
  return {
    name: one.name,
    failure: one.failure,
    initialized: quantile(one.initialized, 0.5),
    shown: quantile(one.shown, 0.5),
    opened: quantile(one.opened, 0.5),
    keys: one.keys.length,
    p50: quantile(one.keys, 0.5),
    p99: quantile(one.keys, 0.99),
    first: quantile(one.firsts, 0.5),
    parse: quantile(one.parses, 0.5),
    cpu: one.keys.length > 0 ? one.cpu / one.keys.length : NaN,
    after: one.after ?? {},
    memory: one.memory ?? NaN,
    findings: last.count,
    bytes: last.count > 0 ? last.bytes / last.count : NaN,
  };
}
