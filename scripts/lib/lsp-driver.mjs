// Drives a language server over its standard streams, as an editor does, and measures what a person waits for.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const uri = 'file:///bench/Dockerfile';
const limit = 120_000;

/** One running server. */
export class Session {
  #buffer = Buffer.alloc(0);
  #waiting = new Map();
  #published = [];
  #next = 1;

  constructor(command, args) {
    this.started = performance.now();
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout.on('data', (chunk) => this.#read(chunk));
    this.child.on('error', () => this.#end());
    this.child.on('exit', () => this.#end());
    this.child.stdin.on('error', () => {});
  }

  async start() {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          synchronization: {},
          hover: { contentFormat: ['markdown'] },
          publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
        },
      },
    });
    const initialized = performance.now() - this.started;
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

  /** Types or deletes one character, and waits for the diagnostics of that version. */
  async edit(line, character, insert) {
    this.version += 1;
    const arrived = this.#diagnostics();
    const range = { start: { line, character }, end: { line, character: character + (insert ? 0 : 1) } };
    const from = performance.now();
    this.notify('textDocument/didChange', { textDocument: { uri, version: this.version }, contentChanges: [{ range, text: insert ? 'x' : '' }] });
    const got = await arrived;
    return { ...got, ms: got.at - from, first: got.firstByte - from };
  }

  async hover(line, character) {
    const from = performance.now();
    await this.request('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    return performance.now() - from;
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
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const header = this.#buffer.indexOf('\r\n\r\n');
      if (header < 0) {
        return;
      }
      const length = Number(/content-length: *(\d+)/i.exec(this.#buffer.toString('latin1', 0, header))[1]);
      const end = header + 4 + length;
      if (this.#buffer.length < end) {
        return;
      }
      const body = this.#buffer.subarray(header + 4, end);
      this.#buffer = this.#buffer.subarray(end);
      this.#take(JSON.parse(body.toString()), length);
      this.firstByte = undefined;
    }
  }

  #take(message, bytes) {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { version, diagnostics } = message.params;
      if (version === undefined || version === this.version) {
        this.#published.shift()?.resolve({ at: performance.now(), firstByte: this.firstByte, count: diagnostics.length, bytes });
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
    timer = setTimeout(() => reject(new Error(`no answer in ${limit / 1000} s: ${what}`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The value below which a part of the values lies. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/** Measures one server on one text: opening it, and keys in a RUN near its middle. */
export async function measure([command, ...args], text, keys) {
  const session = new Session(command, args);
  try {
    const initialized = await session.start();
    const opened = await session.open(text);
    const lines = text.split('\n');
    let line = Math.floor(lines.length / 2);
    while (line < lines.length - 1 && !/^RUN [a-z]/.test(lines[line])) {
      line += 1;
    }
    const times = [];
    const firsts = [];
    let last = opened;
    for (let i = 0; i < Math.min(10, keys); i++) {
      await session.edit(line, 6, i % 2 === 0);
    }
    const cpu = session.cpu();
    const until = performance.now() + 60_000;
    for (let i = 0; i < keys && performance.now() < until; i++) {
      last = await session.edit(line, 6, i % 2 === 0);
      times.push(last.ms);
      firsts.push(last.first);
    }
    const hovers = [];
    try {
      for (let i = 0; i < 20; i++) {
        hovers.push(await session.hover(line, 1));
      }
    } catch {
      // A server without hovers has other figures all the same.
      hovers.push(NaN);
    }
    return {
      initialized,
      opened: opened.ms,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      first: quantile(firsts, 0.5),
      cpu: cpu === null ? NaN : (session.cpu() - cpu) / times.length,
      hover: quantile(hovers, 0.99),
      memory: session.memory() ?? NaN,
      findings: last.count,
      bytes: last.count > 0 ? last.bytes / last.count : NaN,
    };
  } finally {
    session.stop();
  }
}
