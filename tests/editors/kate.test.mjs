// Kate with the recipe of docs/editors.md, on a screen that nobody sees: one key for the quick fix, one to save.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { recipe } from './session.mjs';

const server = process.env.DOCKERLSP_SERVER;
const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends curl=7.*\n';

test('Kate: findings, quick fix', async () => {
  const fixed = spawnSync(server, ['fix', '-'], { input: bad, encoding: 'utf8' }).stdout;
  assert.notEqual(fixed, bad);
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-kate-'));
  const file = path.join(folder, 'Dockerfile');
  fs.writeFileSync(file, bad);
  const write = (name, text, mode) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text, { mode });
  };
  write('home/.config/kate/lspclient/settings.json', recipe('json', 'highlightingModeRegex'));
  write('run/.keep', '');
  fs.chmodSync(path.join(folder, 'run'), 0o700);
  // The program of the recipe, with what it says kept aside.
  const said = path.join(folder, 'said');
  write('bin/dockerlsp', `#!/bin/sh\n"${server}" "$@" | tee -a "${said}"\n`, 0o755);
  // Kate asks before it starts a server that it has not started before.
  write('home/.config/katerc', `[lspclient]\nAllowedServerCommandLines=${path.join(folder, 'bin', 'dockerlsp')} lsp,dockerlsp lsp\n[Kate Plugins]\nlspclientplugin=true\n`);

  const env = {
    ...process.env, HOME: path.join(folder, 'home'), XDG_RUNTIME_DIR: path.join(folder, 'run'), LIBGL_ALWAYS_SOFTWARE: '1',
    PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`,
  };
  for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'DISPLAY', 'WAYLAND_DISPLAY']) {
    delete env[name];
  }
  // Xvfb chooses a free number and writes it to its third stream.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  let kate;
  try {
    const number = await new Promise((resolve, reject) => {
      screen.stdio[3].once('data', (data) => resolve(String(data).trim()));
      screen.once('exit', () => reject(new Error('Xvfb ended')));
    });
    env.DISPLAY = `:${number}`;
    kate = spawn('dbus-run-session', ['--', 'kate', '-n', file], { cwd: folder, env, stdio: 'ignore', detached: true });
    await until('findings', () => fs.existsSync(said) && fs.readFileSync(said, 'utf8').includes('"DLS1001"'));
    // What is pressed before the window has drawn them is lost: until the file is another.
    await until('the file to be mended', () => {
      for (const keys of [['mousemove', '300', '129', 'click', '1'], ['key', 'ctrl+period'], ['key', 'ctrl+s']]) {
        spawnSync('xdotool', keys, { env, timeout: 5_000 });
        spawnSync('sleep', ['1']);
      }
      return fs.readFileSync(file, 'utf8') !== bad;
    });
    assert.equal(fs.readFileSync(file, 'utf8'), fixed);
  } finally {
    if (kate !== undefined) {
      try { process.kill(-kate.pid, 'SIGKILL'); } catch { /* it has ended */ }
    }
    screen.kill('SIGKILL');
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

async function until(what, ask) {
  const end = Date.now() + 60_000;
  while (!ask()) {
    assert.ok(Date.now() < end, `waited a minute for ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}
