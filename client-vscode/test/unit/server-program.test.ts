import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { explainSpawnError, findServer, type Surroundings } from '../../src/server-program';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlsp-unit-')); });
afterEach(() => { fs.rmSync(folder, { recursive: true, force: true }); });

const where = (change: Partial<Surroundings> = {}): Surroundings =>
  ({ setting: '', extensionFolder: folder, development: false, platform: 'linux', architecture: 'x64', environment: {}, ...change });

function program(name: string, mode = 0o755): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '#!/bin/sh\n', { mode });
  return file;
}

test('the bundled server lies in the folder server', () => {
  const file = program('server/dockerlsp');
  assert.deepEqual(findServer(where()), { file, args: [], bundled: true });
});

test('on Windows the bundled server is an exe', () => {
  const file = program('server/dockerlsp.exe', 0o644);
  assert.deepEqual(findServer(where({ platform: 'win32' })), { file, args: [], bundled: true });
});

test('the extension run from its sources takes what the build left', () => {
  const file = program('artifacts/bin/dockerlsp');
  const extensionFolder = path.join(folder, 'client-vscode');
  assert.deepEqual(findServer(where({ extensionFolder, development: true })), { file, args: [], bundled: true });
});

test('the package for every platform runs by the installed .NET runtime', () => {
  const managed = program('server/dockerlsp.dll', 0o644);
  const file = program('runtime/dotnet');
  const environment = { PATH: ['relative', path.dirname(file)].join(path.delimiter) };
  assert.deepEqual(findServer(where({ environment })), { file, args: [managed], bundled: true });
  const native = program('server/dockerlsp');
  assert.deepEqual(findServer(where({ environment })), { file: native, args: [], bundled: true });
});

test('the setting beats the bundled server', () => {
  program('server/dockerlsp');
  const file = program('elsewhere/dockerlsp');
  assert.deepEqual(findServer(where({ setting: ` ${file} ` })), { file, args: [], bundled: false });
});

test('a package for another platform says which one is wanted', () => {
  assert.throws(() => findServer(where({ architecture: 'arm64' })), /without a server for linux-arm64/);
});

test('a setting that names nothing is quoted', () => {
  assert.throws(() => findServer(where({ setting: '/no/such/dockerlsp' })), /names \/no\/such\/dockerlsp, which does not exist/);
});

test('a relative setting is refused, even where such a file exists', () => {
  assert.throws(() => findServer(where({ setting: 'package.json' })), /absolute path; it is "package.json"/);
});

test('a setting that names a folder says so', () => {
  assert.throws(() => findServer(where({ setting: folder })), /which is a folder/);
});

test('a server that lost its mode bits says how to give them back', () => {
  program('server/dockerlsp', 0o644);
  assert.throws(() => findServer(where()), /not executable: run chmod \+x/);
});

test('a server for another processor is named before it is run', () => {
  fs.copyFileSync(process.execPath, program('server/dockerlsp'));
  const architecture = process.arch === 'x64' ? 'arm64' : 'x64';
  assert.throws(() => findServer(where({ platform: process.platform, architecture })),
    new RegExp(`was built for ${process.platform}-${process.arch}, and this is ${process.platform}-${architecture}`));
});

test('what the system says about a program is put into words', () => {
  const explain = (code: string) =>
    explainSpawnError('/x/dockerlsp', Object.assign(new Error(`spawn ${code}`), { code }), { platform: 'linux', architecture: 'arm64' });
  assert.match(explain('ENOENT'), /built for another system than this one \(linux-arm64\)/);
  assert.match(explain('EACCES'), /does not let \/x\/dockerlsp run \(EACCES\)/);
  assert.match(explain('EMFILE'), /could not be started: spawn EMFILE/);
});
