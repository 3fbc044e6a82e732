// The completions of fish, as fish itself answers when it is asked what could follow.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const server = process.env.DOCKERLSP_SERVER;

let folder;

before(() => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-fish-'));
  fs.writeFileSync(path.join(folder, 'dockerlsp.fish'), execFileSync(server, ['completion', 'fish']));
  fs.writeFileSync(path.join(folder, 'Containerfile'), 'FROM scratch\n');
});
after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

/** What fish offers behind a text. */
function offers(text) {
  const home = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder };
  const output = execFileSync('fish', ['--no-config', '-c', 'source ./dockerlsp.fish; complete -C $argv[1]', text], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...home } });
  return output.trim().split('\n').map((line) => line.split('\t')[0]);
}

test('fish completes commands, options, their words, rules and files', () => {
  execFileSync('fish', ['--no-config', '-n', 'dockerlsp.fish'], { cwd: folder });
  assert.deepEqual(offers('dockerlsp li'), ['lint']);
  assert.deepEqual(offers('dockerlsp lint --forma'), ['--format']);
  assert.ok(offers('dockerlsp lint --format ').includes('sarif'));
  assert.ok(offers('dockerlsp explain DLS100').includes('DLS1001'));
  assert.deepEqual(offers('dockerlsp fix --layering sel'), ['self-contained']);
  assert.deepEqual(offers('dockerlsp lint Contai'), ['Containerfile']);
  assert.deepEqual(offers('dockerlsp layers --imag'), ['--image']);
});
