import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { newestChange } from '../lib/up-to-date.mjs';

let folder;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlsp-unit-')); });
afterEach(() => { fs.rmSync(folder, { recursive: true, force: true }); });

/** Writes a file, then gives it and the folders above it the time, in seconds. */
function write(name, time) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '');
  for (let item = file; item.startsWith(folder); item = path.dirname(item)) {
    fs.utimesSync(item, time, time);
  }
}

test('the newest file of the tree counts, products of builds do not', () => {
  write('b/bin/dockerlsp.dll', 9_000);
  write('b/obj/x', 9_000);
  write('a/deep/Rule.cs', 2_000);
  write('b/Old.cs', 1_000);
  assert.equal(newestChange([folder]), 2_000_000);
});

test('a deleted file is a change of its folder', () => {
  write('a/Rule.cs', 1_000);
  const before = newestChange([folder]);
  fs.rmSync(path.join(folder, 'a/Rule.cs'));
  assert.ok(newestChange([folder]) > before);
});
