import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { builtFor } from '../../src/executable-format';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlsp-unit-')); });
afterEach(() => { fs.rmSync(folder, { recursive: true, force: true }); });

function file(bytes: number[], length = 64): string {
  const name = path.join(folder, 'program');
  const content = Buffer.alloc(length);
  content.set(bytes);
  fs.writeFileSync(name, content);
  return name;
}

test('this very Node was built for this machine', () => {
  const target = builtFor(process.execPath);
  assert.equal(target?.platform, process.platform);
  assert.ok(target.architecture === undefined || target.architecture === process.arch);
});

test('an ELF file for an Arm processor', () => {
  const header = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0xb7, 0];
  assert.deepEqual(builtFor(file(header)), { platform: 'linux', architecture: 'arm64' });
});

test('a program of macOS and one of Windows', () => {
  assert.deepEqual(builtFor(file([0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1])), { platform: 'darwin', architecture: 'arm64' });
  assert.deepEqual(builtFor(file([0x4d, 0x5a])), { platform: 'win32', architecture: undefined });
});

test('a script, and a file too short to tell', () => {
  assert.equal(builtFor(file([...Buffer.from('#!/bin/sh\n')])), undefined);
  assert.equal(builtFor(file([0x7f, 0x45], 2)), undefined);
});
