import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { awaitExit, startProcess } from '../../src/server-process';

const onlyUnix = { skip: process.platform === 'win32' };

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlsp-unit-')); });
afterEach(() => { fs.rmSync(folder, { recursive: true, force: true }); });

function program(text: string): { file: string; args: string[] } {
  const file = path.join(folder, 'dockerlsp');
  fs.writeFileSync(file, text, { mode: 0o755 });
  return { file, args: [] };
}

test('a server that leaves when its input ends is waited for', onlyUnix, async () => {
  const child = await startProcess(program('#!/bin/sh\ncat >/dev/null\nexit 3\n'));
  child.stdin.end();
  await awaitExit(child);
  assert.equal(child.exitCode, 3);
});

test('a server that stays is ended', onlyUnix, async () => {
  const child = await startProcess(program('#!/bin/sh\ntrap "" TERM\nwhile :; do sleep 0.1; done\n'));
  child.stdin.end();
  await awaitExit(child, 50);
  assert.equal(child.signalCode, 'SIGKILL');
});

test('the server is told that it speaks to an editor, and starts in its own folder', onlyUnix, async () => {
  const child = await startProcess(program('#!/bin/sh\necho "$1 $(pwd -P)"\n'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => { said += part; });
  await new Promise((resolve) => child.once('close', resolve));
  assert.equal(said, `lsp ${fs.realpathSync(folder)}\n`);
});

test('a program whose loader is missing is explained', onlyUnix, async () => {
  await assert.rejects(startProcess(program('#!/no/such/loader\n')), /was built for another system than this one/);
});
