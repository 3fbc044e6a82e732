// When something is wrong: with the server, a setting, a file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  closeWindow, commandLine, editor, exampleText, findingsShown, folder, inEditor, lineOf, onDisk, open, output, scenario, serverAnswers, settings, window, writeSettings,
} from './harness.mjs';
import { until } from './until.mjs';

/** Stands between the editor and the server, and says another version in its answer to the first question. */
const anotherVersion = `
const { spawn } = require('node:child_process');
const child = spawn(${JSON.stringify(commandLine ?? '')}, process.argv.slice(2), { stdio: ['pipe', 'pipe', 'inherit'] });
process.stdin.pipe(child.stdin);
let isFirst = true;
child.stdout.on('data', (data) => {
  const text = isFirst ? data.toString('latin1') : '';
  const said = /"serverInfo":\\s*\\{[^}]*\\}/.exec(text)?.[0];
  if (said === undefined) {
    process.stdout.write(data);
    return;
  }
  isFirst = false;
  const changed = said.replace(/"version":\\s*"[^"]*"/, '"version":"9.8.7"');
  const longer = changed.length - said.length;
  process.stdout.write(Buffer.from(text.replace(said, changed).replace(/Content-Length: (\\d+)/, (_, length) => 'Content-Length: ' + (Number(length) + longer)), 'latin1'));
});
child.on('exit', (code) => process.exit(code ?? 1));
`;

scenario('a server that dies is started again, and given up when it keeps dying', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  for (let death = 1; death <= 5; death++) {
    const running = await serverAnswers();
    process.kill(running, 'SIGKILL');
    await until('it to be gone', () => !editor.serverProcesses().includes(running));
    if (death === 1) {
      await until('the next server', () => editor.serverProcesses().length === 1);
      await findingsShown();
      assert.equal(await window.notifications('DockerLsp').count(), 0);
    }
  }
  const message = window.notifications('The server stopped 5 times in 3 minutes');
  await message.waitFor();
  await window.picture('7-given-up');
  assert.equal(await message.count(), 1);

  await window.command('DockerLsp: Restart Server');
  await until('a server', () => editor.serverProcesses().length === 1);
  await findingsShown();
});

scenario('without a server the editor says once what to do', async () => {
  fs.renameSync(editor.server, `${editor.server}.away`);
  try {
    await open({ Dockerfile: exampleText });
    await window.openFile('Dockerfile');
    const message = window.notifications('This extension came without a server for linux-x64');
    await message.waitFor();
    await window.picture('8-no-server');
    assert.equal(await window.notifications('DockerLsp').count(), 1);
    assert.equal(await window.squiggles().count(), 0);
    await window.statusSays(/^DockerLsp has no server: This extension came without a server/);
    assert.match(await window.languageStatus(), /DockerLsp has no server/);

    fs.renameSync(`${editor.server}.away`, editor.server);
    await window.command('DockerLsp: Restart Server');
    await findingsShown();
  } finally {
    if (fs.existsSync(`${editor.server}.away`)) {
      fs.renameSync(`${editor.server}.away`, editor.server);
    }
  }
});

scenario('a workspace cannot name the program that runs', async () => {
  const trap = path.join(output, 'trap');
  fs.writeFileSync(trap, `#!/bin/sh\ntouch ${trap}.sprung\n`, { mode: 0o755 });
  await open({ Dockerfile: exampleText, ...settings({ 'dockerlsp.server.path': trap }) });
  await window.openFile('Dockerfile');
  await findingsShown();
  assert.equal(fs.existsSync(`${trap}.sprung`), false);
});

scenario('a server that may not be executed is said once', async () => {
  fs.chmodSync(editor.server, 0o644);
  try {
    await open({ Dockerfile: exampleText });
    await window.openFile('Dockerfile');
    await window.notifications('is not executable').waitFor();
    await window.picture('18-not-executable');
    assert.equal(await window.notifications('DockerLsp').count(), 1);
  } finally {
    fs.chmodSync(editor.server, 0o755);
  }
});

/** Writes a file as another program does, until that counts: an editor that has just started may not watch its folder yet. */
async function savedOutside(name, text, counts) {
  const file = path.join(folder, name);
  let again = 0;
  await until(`${name} to count as it is on disk`, async () => {
    if (Date.now() >= again) {
      fs.writeFileSync(file, text);
      again = Date.now() + 5_000;
    }
    return counts();
  });
}

scenario('a file that changes on disk is looked at again, and so is its configuration', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  await savedOutside('Dockerfile', 'FROM debian:12\nRUN apt-get update\n', async () => await window.squiggles().count() === 1);
  await savedOutside('.dockerlsp.yaml', 'rules: {DLS: off, DL: off}\n', async () => await window.squiggles().count() === 0 && await window.squiggles('info').count() === 0);
  fs.rmSync(path.join(folder, '.dockerlsp.yaml'));
  await findingsShown();
});

scenario('a file that may only be read is checked, and not changed', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'files.readonlyInclude': { '**/Dockerfile': true } }) });
  await window.openFile('Dockerfile');
  await findingsShown();
  assert.ok((await window.hover(lineOf('RUN apt-get update'), 6)).length > 0);
  await window.closeHover();
  const commands = await window.palette('DockerLsp:', ['DockerLsp: Explain Rule']);
  assert.deepEqual(commands.filter((title) => /Fix All in File|Merge Selected Steps/.test(title)), []);
  await window.page.keyboard.press('Escape');
  // From the status bar it can be asked for, and is refused.
  const before = await window.visibleText();
  await window.statusItem.click();
  await window.choose('Fix all in file');
  await window.notifications('Nothing was changed: this file is read-only').waitFor();
  await window.picture('64-read-only');
  assert.equal(await window.visibleText(), before);
  assert.equal(onDisk(), exampleText);
});

scenario('a setting of the wrong type is said once, and the rest goes on', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'dockerlsp.layering': 5, 'dockerlsp.inlayHints.enable': 'sometimes' }) });
  await window.openFile('Dockerfile');
  await findingsShown();
  const message = window.notifications('The setting dockerlsp.layering takes merge, self-contained or cache-mount, not 5');
  await message.waitFor();
  await window.picture('22-wrong-setting');
  writeSettings({ 'dockerlsp.layering': 5, 'dockerlsp.rules': { DLS1001: 'off' } });
  await until('the other setting to count', async () => !/DLS1001/.test(await window.hover(lineOf('RUN apt-get update'), 6)), 30_000);
  assert.equal(await window.notifications('DockerLsp').or(message).count(), 1);
});

scenario('a server that was built for another system is said once', async () => {
  const kept = `${editor.server}.kept`;
  fs.renameSync(editor.server, kept);
  try {
    // The first bytes of a program for Windows.
    const windowsProgram = Buffer.alloc(256);
    windowsProgram.write('MZ');
    windowsProgram.writeUInt32LE(0x80, 0x3c);
    windowsProgram.write('PE\0\0', 0x80, 'latin1');
    windowsProgram.writeUInt16LE(0x8664, 0x84);
    fs.writeFileSync(editor.server, windowsProgram, { mode: 0o755 });
    await open({ Dockerfile: exampleText });
    await window.openFile('Dockerfile');
    await window.notifications(/was built for win32.*, and this is linux-x64: install the package/).waitFor();
    await window.picture('65-other-system');
    assert.equal(await window.notifications('DockerLsp').count(), 1);
  } finally {
    fs.renameSync(kept, editor.server);
  }
});

scenario('a server of another version works, and is said once', async () => {
  const program = path.join(output, 'another-version.cjs');
  fs.writeFileSync(program, `#!${process.execPath}\n${anotherVersion}`, { mode: 0o755 });
  await inEditor('another', { userSettings: { 'dockerlsp.server.path': program } }, async () => {
    await open({ Dockerfile: exampleText });
    await window.openFile('Dockerfile');
    const message = window.notifications(/is version 9\.8\.7, and this extension was made for \d/);
    await message.waitFor();
    await findingsShown();
    await window.picture('66-another-version');
    await window.command('DockerLsp: Restart Server');
    await findingsShown();
    assert.equal(await message.count(), 1);
  });
});

scenario('a server that hangs when it is to end is ended', async () => {
  const program = path.join(output, 'hanging');
  // Answers as the server does, and stays when that has gone.
  fs.writeFileSync(program, `#!/bin/sh\ntrap '' TERM HUP INT\n"${editor.server}" "$@"\n[ "$1" = lsp ] || exit 0\nwhile :; do sleep 0.2; done\n`, { mode: 0o755 });
  await inEditor('hanging-profile', { userSettings: { 'dockerlsp.server.path': program } }, async () => {
    editor.server = program;
    await open({ Dockerfile: exampleText });
    await window.openFile('Dockerfile');
    await findingsShown();
    const [first] = editor.serverProcesses();
    await window.command('DockerLsp: Restart Server');
    await until('another one in its place', () => {
      const running = editor.serverProcesses();
      return running.length === 1 && running[0] !== first;
    });
    await findingsShown();
    assert.equal(await window.notifications('DockerLsp').count(), 0);
    await closeWindow();
    await until('it to end with its window', () => editor.serverProcesses().length === 0, 30_000);
  });
});

scenario('the server ends with its window, and with an editor that is killed', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  await closeWindow();
  await until('the server to end with its window', () => editor.serverProcesses().length === 0, 30_000);

  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  editor.kill();
  await until('the server to end with the editor', () => editor.serverProcesses().length === 0, 30_000);
});
