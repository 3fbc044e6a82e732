// The completions of zsh, asked for with the tab key in a zsh that has a terminal.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const server = process.env.DOCKERLSP_SERVER;

// What is typed in each line, completed, is what dockerlsp is called with: here it prints that and does nothing.
const driver = `
zmodload zsh/zpty
export TERM=xterm
zpty shell zsh -f -i
zpty -w shell "PS1='> '; autoload -Uz compinit; compinit -D -u; source ./dockerlsp.zsh; dockerlsp() { print -r -- \\"[[\\$*]\\"] }; print rea''dy"
zpty -r shell out '*ready*'
for line in "$@"; do
  zpty -w shell "$line"
  zpty -r shell out '*\\[\\[*\\]\\]*'
  print -r -- "\${\${out##*\\[\\[}%%\\]\\]*}"
done
zpty -d shell
`;

let folder;

before(() => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-zsh-'));
  fs.writeFileSync(path.join(folder, 'dockerlsp.zsh'), execFileSync(server, ['completion', 'zsh']));
  fs.writeFileSync(path.join(folder, 'driver.zsh'), driver);
  fs.writeFileSync(path.join(folder, 'Containerfile'), 'FROM scratch\n');
});
after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

test('zsh completes commands, options, their words, rules and files', () => {
  assert.equal(spawnSync('zsh', ['-n', 'dockerlsp.zsh'], { cwd: folder, encoding: 'utf8' }).stderr, '');
  const lines = {
    'dockerlsp li\t': 'lint',
    'dockerlsp lint --forma\tjso\t': 'lint --format json',
    'dockerlsp explain DLS1001\t': 'explain DLS1001',
    'dockerlsp fix --layering sel\t': 'fix --layering self-contained',
    'dockerlsp lint Contai\t': 'lint Containerfile',
    'dockerlsp layers --imag\t': 'layers --image',
  };
  const { stdout, stderr } = spawnSync('zsh', ['-f', 'driver.zsh', ...Object.keys(lines)], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  assert.deepEqual(stdout.trim().split('\n').map((line) => line.trim()), Object.values(lines), stderr);
});
