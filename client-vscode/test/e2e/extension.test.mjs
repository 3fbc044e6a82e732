// The packaged extension in a real workbench, with the server that it ships.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEditor } from './editor.mjs';
import { writeImage } from './image.mjs';
import { makeNeighbour } from './neighbour.mjs';
import { until } from './until.mjs';
import { Workbench } from './workbench.mjs';

const tools = process.env.DOCKERLSP_E2E_TOOLS;
const vsix = process.env.DOCKERLSP_E2E_VSIX;
const commandLine = process.env.DOCKERLSP_E2E_SERVER;
const output = process.env.DOCKERLSP_E2E_OUTPUT;

const example = fileURLToPath(new URL('../../../examples/vllm/Dockerfile', import.meta.url));
const exampleText = fs.readFileSync(example, 'utf8');
const lineOf = (start) => exampleText.split('\n').findIndex((line) => line.startsWith(start)) + 1;

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser;
let editor;
let window;
let folder;

before(async () => {
  editor = await startEditor({ tools, vsix, folder: path.join(output, 'profile') });
  const { chromium } = createRequire(path.join(tools, 'package.json'))('playwright-core');
  browser = await chromium.launch({ executablePath: process.env.DOCKERLSP_E2E_CHROMIUM, headless: true, args: chromiumFlags });
});

after(async () => {
  await browser?.close();
  await editor?.stop();
});

afterEach(async (context) => {
  if (window !== undefined && context.passed === false) {
    await window.picture(`failed: ${context.name}`);
  }
  await close();
});

/** Closes the window, and takes its folder away. */
async function close() {
  await window?.close();
  window = undefined;
  if (folder !== undefined) {
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  }
  folder = undefined;
}

/**
 * A test in the workbench, which drops a key or a click now and then where the machine is busy: what fails is tried once
 * more from the start, in a new window. That it was is printed, with the failure and a picture, so that it can be looked at.
 */
function scenario(name, act) {
  test(name, async (context) => {
    try {
      return await act(context);
    } catch (error) {
      context.diagnostic(`tried again after: ${error.message}`);
      await window?.picture(`tried again: ${name}`);
      await close();
    }
    return act(context);
  });
}

/** Opens a window on a new folder with these files; the names are paths, the values texts. */
async function open(files, viewport) {
  write(files);
  window = await Workbench.open(browser, editor, folder, output, viewport);
}

/** Makes a new folder with these files. Its name is what a window shows, also in pictures that people see. */
function write(files) {
  folder = path.join(fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-e2e-')), 'server');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** Opens a window on several folders. */
async function openFolders(names, files) {
  write({ ...files, 'all.code-workspace': JSON.stringify({ folders: names.map((name) => ({ path: name })) }) });
  window = await Workbench.open(browser, editor, path.join(folder, 'all.code-workspace'), output);
}

const settings = (values) => ({ '.vscode/settings.json': JSON.stringify(values) });
const onDisk = (name = 'Dockerfile') => fs.readFileSync(path.join(folder, name), 'utf8');
const findingsShown = (severity) => window.squiggles(severity).first().waitFor();

/** What the command line makes of a text. */
function fixed(text, ...options) {
  const result = spawnSync(commandLine, ['fix', ...options, '-'], { input: text, encoding: 'utf8' });
  assert.ok(result.status === 0 || result.status === 1, result.stderr);
  return result.stdout;
}

scenario('a finding is underlined, explained and mended by keyboard', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const line = lineOf('RUN apt-get update');
  await window.goto(line);
  await window.picture('1-findings');

  const found = await window.problemCount();
  assert.ok(found > 0);
  await window.toggleProblems();
  await window.picture('2-problems');
  await window.toggleProblems();

  const hover = await window.hover(line, 6);
  assert.ok(hover.length > 0);
  await window.picture('3-hover');
  await window.closeHover();

  const titles = await window.lightBulb(line, 6);
  await window.picture('4-light-bulb');
  assert.equal(titles[0], 'Refresh and clean up in each RUN');
  assert.match(titles[1], /^Merge \d+ RUN steps into /);
  const before = await window.visibleText();
  await window.takeFirst();
  await until('the text to change', async () => await window.visibleText() !== before);
  await window.save();
  await window.picture('5-mended');
  assert.notEqual(onDisk(), exampleText);
  assert.doesNotMatch(onDisk(), /^RUN apt-get update$/m);
  await until('fewer findings', async () => await window.problemCount() < found);
});

scenario('Fix All in File gives what the command line gives', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  await window.command('DockerLsp: Fix All in File');
  await until('the file to be changed', () => window.page.locator('.tab.active.dirty').isVisible());
  await window.save();
  await window.picture('6-all-mended');
  assert.equal(onDisk(), fixed(exampleText));
});

scenario('the layers stand beside the text, and the stages are drawn', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  await window.command('DockerLsp: Show Layers');
  const rows = window.page.locator('.pane', { hasText: 'Docker Layers' }).locator('.monaco-list-row');
  await rows.filter({ hasText: 'apt-get update' }).first().waitFor();
  await window.picture('9-layers');
  await window.command('DockerLsp: Show Stages');
  await window.page.locator('.tab.active', { hasText: 'Stages' }).waitFor();
  const stages = window.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await stages.getByRole('heading', { name: 'serve' }).waitFor();
  await window.picture('10-stages');
});

scenario('a rule is explained by its page', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(lineOf('RUN apt-get update'), 6);
  const entry = titles.findIndex((title) => /^Explain DL/.test(title));
  assert.ok(entry > 0, titles.join(', '));
  await window.picture('11-explain-entry');
  await window.take(titles[entry]);
  await window.page.locator('.tab.active', { hasText: 'Preview' }).waitFor();
  await window.picture('12-rule');
});

scenario('fixes on save, in the shape that the setting names', async () => {
  await open({
    Dockerfile: exampleText,
    ...settings({
      'dockerlsp.layering': 'self-contained',
      '[dockerfile]': { 'editor.codeActionsOnSave': { 'source.fixAll.dockerlsp': 'explicit' } },
    }),
  });
  await window.openFile('Dockerfile');
  await findingsShown();
  const wanted = fixed(exampleText, '--layering', 'self-contained');
  // VS Code drops what it does on saving when findings arrive meanwhile, and those of ShellCheck follow the others: a person saves again.
  await until('the file to be mended on disk', async () => {
    await window.page.keyboard.press('Control+s');
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    return onDisk() !== exampleText;
  }, 40_000);
  assert.equal(onDisk(), wanted);
});

scenario('a Containerfile is checked, an ignore file beside a Dockerfile is not', async () => {
  await open({ 'Containerfile.gpu': exampleText, 'Dockerfile.dockerignore': 'RUN apt-get update\n' });
  await window.openFile('Dockerfile.dockerignore');
  await window.openFile('Containerfile.gpu');
  await findingsShown();
  const found = await window.problemCount();
  await window.openFile('Dockerfile.dockerignore');
  assert.equal(await window.squiggles().count(), 0);
  assert.equal(await window.problemCount(), found);
});

scenario('the server can be restarted, and shows its findings again', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const [first] = editor.serverProcesses();
  await window.command('DockerLsp: Restart Server');
  await until('another server', () => {
    const running = editor.serverProcesses();
    return running.length === 1 && running[0] !== first;
  });
  await findingsShown();
});

scenario('a server that dies is started again, and given up when it keeps dying', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  for (let death = 1; death <= 5; death++) {
    const running = await until('a server that answers', () => editor.serverProcesses().find((id) => editor.hasAnswered(id)));
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

scenario('switched off, no server runs', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'dockerlsp.enable': false }) });
  await window.openFile('Dockerfile');
  await window.statusSays(/^DockerLsp is off: setting dockerlsp\.enable/);
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{}');
  await findingsShown();
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{ "dockerlsp.enable": false }');
  await until('the server to end', () => editor.serverProcesses().length === 0);
  await window.squiggles().first().waitFor({ state: 'detached' });
});

// docs/images comes from here: npm run test:e2e && npm run pictures
scenario('what the pictures of the README show', async () => {
  const line = lineOf('RUN apt-get update');
  await open({ Dockerfile: exampleText }, { width: 960, height: 560 });
  await window.openFile('Dockerfile');
  await findingsShown();
  await window.page.keyboard.press('Control+b');
  await window.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  await until('the hints', async () => /steps?.follow/.test(await window.visibleText()));
  await window.goto(line);
  await window.picture('readme-findings');
  await window.hover(line, 6);
  await window.picture('readme-hover');
  await window.closeHover();
  await window.lightBulb(line, 6);
  await window.picture('readme-light-bulb');
  await window.takeFirst();
  await window.page.locator('.tab.active.dirty').waitFor();
  await window.goto(line);
  await window.picture('readme-mended');
  await window.command('DockerLsp: Show Layers');
  await window.page.locator('.pane', { hasText: 'Docker Layers' }).locator('.monaco-list-row').first().waitFor();
  await window.picture('readme-layers');
});

scenario('the status tells what was found and which server runs, and offers what can be done', async () => {
  await open({ 'Dockerfile': exampleText, 'clean.Dockerfile': 'FROM scratch\n', 'notes.txt': '' });
  await window.openFile('Dockerfile');
  await findingsShown();
  await until('the count', async () => /DockerLsp \d+/.test(await window.statusItem.innerText()));
  await window.statusSays(/^DockerLsp: \d+ warnings?, \d+ information/);
  assert.match(await window.languageStatus(), /DockerLsp.*\d+\.\d+\.\d+/s);
  await window.picture('20-language-status');
  await window.page.keyboard.press('Escape');
  await window.statusItem.click();
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Restart server' }).waitFor();
  await window.picture('13-menu');
  await window.page.keyboard.press('Escape');
  await window.openFile('clean.Dockerfile');
  await window.statusSays(/^DockerLsp finds nothing wrong in this file/);
  fs.mkdirSync(path.join(folder, '.vscode'));
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'dockerlsp.rules': { DL3008: 'off', DLS1: 'hint', DL3015: { severity: 'off' } } }));
  await window.statusSays(/Off by the settings: DL3008, DL3015/);
  fs.writeFileSync(path.join(folder, '.dockerlsp.yaml'), 'rules: {DL3002: off}\n');
  await window.statusSays(/Off by .*\.dockerlsp\.yaml: DL3002/);
  await window.openFile('notes.txt');
  await window.statusItem.waitFor({ state: 'hidden' });
});

scenario('the walkthrough leads to the example, which is checked and mended without being saved', async () => {
  await open({ 'notes.txt': '' });
  await window.command('Welcome: Open Walkthrough...', 'Start with DockerLsp');
  const steps = window.page.locator('.gettingStartedContainer .getting-started-step');
  await steps.first().waitFor();
  assert.equal(await steps.count(), 5);
  await window.picture('14-walkthrough');
  await window.page.locator('.gettingStartedContainer .monaco-button', { hasText: 'Open the example' }).first().click();
  await window.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  await findingsShown();
  const found = await window.problemCount();
  await window.command('DockerLsp: Fix All in File');
  await until('fewer findings', async () => await window.problemCount() < found);
});

scenario('a task lints files that are not open, and all its findings are listed', async () => {
  await open({
    'Dockerfile': 'FROM scratch\n',
    'api/Dockerfile': exampleText,
    '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ label: 'Lint all', type: 'dockerlsp', command: 'lint', problemMatcher: ['$dockerlsp'] }] }),
  });
  const expected = JSON.parse(spawnSync(commandLine, ['lint', '--format', 'json', '.'], { cwd: folder, encoding: 'utf8' }).stdout).length;
  assert.ok(expected > 20);
  await window.openFile('Dockerfile');
  await until('a server that answers', () => editor.serverProcesses().find((id) => editor.hasAnswered(id)));
  await window.command('Tasks: Run Task', 'Lint all');
  await until('the findings of the other file', async () => await window.problemCount() === expected);
  await window.toggleProblems();
  await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'Dockerfile' }).first().waitFor();
  await window.picture('15-task');
});

scenario('a rule is ignored in a new configuration file, which is completed while it is typed', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(lineOf('RUN apt-get update'), 6);
  const title = titles.find((one) => /^Ignore \w+ in a new \.dockerlsp\.yaml$/.test(one));
  assert.ok(title !== undefined, titles.join(', '));
  const rule = title.split(' ')[1];
  await window.take(title);
  await until('the file', () => fs.existsSync(path.join(folder, '.dockerlsp.yaml')));
  await window.openFile('.dockerlsp.yaml');
  await window.save();
  assert.equal(onDisk('.dockerlsp.yaml'), `rules:\n  ${rule}: off\n`);

  await window.goto(3);
  await window.page.keyboard.type('  DLS10');
  const suggestion = window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'DLS1001' }).first();
  await suggestion.waitFor();
  await window.picture('16-configuration');
});

scenario('the workspace is mended after a look at what will change', async () => {
  const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n';
  await open({ 'a/Dockerfile': bad, 'b/Dockerfile': bad });
  await window.openFile('a/Dockerfile');
  await findingsShown();
  await window.command('DockerLsp: Fix Workspace (with Preview)');
  const panel = window.page.locator('.bulk-edit-panel');
  const apply = panel.locator('.monaco-button', { hasText: 'Apply' }).first();
  await apply.waitFor();
  await window.picture('17-preview');
  // What has to be confirmed is not ticked at first; a file's box ticks all that is in it.
  for (const name of ['a', 'b']) {
    await panel.locator('.monaco-list-row', { hasText: new RegExp(`Dockerfile\\s*${name}$`) }).locator('.edit-checkbox').click();
  }
  assert.equal(onDisk('b/Dockerfile'), bad);
  await apply.click();
  await until('both files to be mended', () => ['a', 'b'].every((name) => onDisk(`${name}/Dockerfile`) === fixed(bad)));
});

scenario('each folder has its own settings', async () => {
  const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN apt-get install -y git\n';
  await openFolders(['a', 'b'], {
    'a/one.Dockerfile': bad,
    'b/two.Dockerfile': bad,
    'b/.vscode/settings.json': '{ "dockerlsp.layering": "merge" }',
  });
  await window.openFile('one.Dockerfile');
  await findingsShown();
  assert.doesNotMatch((await window.lightBulb(2, 6))[0], /^Merge/);
  await window.page.keyboard.press('Escape');
  await window.openFile('two.Dockerfile');
  await findingsShown();
  assert.match((await window.lightBulb(2, 6))[0], /^Merge 3 RUN steps/);
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

scenario('the sizes of a built image stand in the view, in the text and in the findings', async () => {
  const install = 'RUN apt-get update && apt-get install -y curl';
  await open({ Dockerfile: `FROM debian:12\n${install}\nCOPY notes.txt /srv/\n`, 'notes.txt': '' });
  writeImage(path.join(folder, 'built.tar'), [
    { by: '/bin/sh -c #(nop) ADD file:ab in / ', files: { 'bin/sh': 1_000 } },
    { by: `RUN /bin/sh -c ${install.slice(4)} # buildkit`, files: { 'var/lib/apt/lists/index': 19_900_000, 'usr/bin/curl': 4_300_000 } },
    { by: 'COPY notes.txt /srv/ # buildkit', files: { 'srv/notes.txt': 12 } },
  ]);
  await window.openFile('Dockerfile');
  await window.squiggles('info').first().waitFor();
  await window.command('DockerLsp: Show Layers');
  const rows = window.page.locator('.pane', { hasText: 'Docker Layers' }).locator('.monaco-list-row');
  await rows.filter({ hasText: 'apt-get update' }).first().waitFor();
  await window.begin('DockerLsp: Load Image Sizes', 'An archive');
  await window.answerFile(path.join(folder, 'built.tar'));

  await rows.filter({ hasText: 'apt-get update' }).filter({ hasText: '24.2 MB' }).first().waitFor();
  await window.page.locator('.pane-header', { hasText: 'built.tar: 24.2 MB' }).waitFor();
  await until('the hint', async () => /curl.*24\.2 MB/.test(await window.visibleText()));
  await window.goto(2);
  await until('the measured finding', async () => /about 19\.9 MB|19\.9 MB, measured in the image/.test(await window.hover(2, 6)), 30_000);
  await window.closeHover();
  await window.hover(2, 6);
  await window.picture('21-image-sizes');
  await window.closeHover();

  await window.command('DockerLsp: Forget Image Sizes');
  await until('no hint', async () => !/24\.2 MB/.test(await window.visibleText()));
  await rows.filter({ hasText: '24.2 MB' }).first().waitFor({ state: 'detached' });
  await until('the finding without a measure', async () => !/19\.9 MB/.test(await window.hover(2, 6)), 30_000);
  await window.closeHover();

  // What is no image, and an engine that is not there, are said, and the view stays.
  await window.begin('DockerLsp: Load Image Sizes', 'An archive');
  await window.answerFile(path.join(folder, 'notes.txt'));
  await window.notifications('The image was not loaded').filter({ hasText: 'notes.txt is no tar archive' }).waitFor();
  await window.begin('DockerLsp: Load Image Sizes', 'An image of the container engine');
  await window.answer('no-such-image-of-a-test:1');
  await window.notifications('no-such-image-of-a-test:1 is no file, and no').waitFor();
  await rows.filter({ hasText: 'apt-get update' }).first().waitFor();
});

scenario('a file that changes on disk is looked at again, and so is its configuration', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM debian:12\nRUN apt-get update\n');
  await until('the findings of the new text', async () => await window.squiggles().count() === 1);
  fs.writeFileSync(path.join(folder, '.dockerlsp.yaml'), 'rules: {DLS: off, DL: off}\n');
  await until('the configuration to count', async () => await window.squiggles().count() === 0 && await window.squiggles('info').count() === 0);
  fs.rmSync(path.join(folder, '.dockerlsp.yaml'));
  await findingsShown();
});

scenario('a file that may only be read is checked, and not changed', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'files.readonlyInclude': { '**/Dockerfile': true } }) });
  await window.openFile('Dockerfile');
  await findingsShown();
  assert.ok((await window.hover(lineOf('RUN apt-get update'), 6)).length > 0);
  await window.closeHover();
  assert.equal(await window.offers('DockerLsp: Fix All in File'), false);
  assert.equal(await window.offers('DockerLsp: Merge Selected Steps'), false);
  assert.equal(await window.offers('DockerLsp: Explain Rule'), true);
  assert.equal(onDisk(), exampleText);
});

scenario('a setting of the wrong type is said once, and the rest goes on', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'dockerlsp.layering': 5, 'dockerlsp.inlayHints.enable': 'sometimes' }) });
  await window.openFile('Dockerfile');
  await findingsShown();
  const message = window.notifications('The setting dockerlsp.layering takes merge, self-contained or cache-mount, not 5');
  await message.waitFor();
  await window.picture('22-wrong-setting');
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'dockerlsp.layering': 5, 'dockerlsp.rules': { DLS1001: 'off' } }));
  await until('the other setting to count', async () => !/DLS1001/.test(await window.hover(lineOf('RUN apt-get update'), 6)), 30_000);
  assert.equal(await window.notifications('DockerLsp').or(message).count(), 1);
});

scenario('a folder that is added gets its settings without a restart', async () => {
  const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN apt-get install -y git\n';
  await openFolders(['a', 'b'], {
    'a/one.Dockerfile': bad,
    'b/two.Dockerfile': bad,
    'c/three.Dockerfile': bad,
    'c/.vscode/settings.json': '{ "dockerlsp.layering": "merge" }',
  });
  await window.openFile('one.Dockerfile');
  await findingsShown();
  const [server] = editor.serverProcesses();
  fs.writeFileSync(path.join(folder, 'all.code-workspace'), JSON.stringify({ folders: ['a', 'b', 'c'].map((name) => ({ path: name })) }));
  await window.page.locator('.explorer-folders-view .monaco-list-row', { hasText: /^c$/ }).waitFor();
  await window.openFile('three.Dockerfile');
  await findingsShown();
  await until('the settings of the folder', async () => {
    const [first] = await window.lightBulb(2, 6);
    await window.page.keyboard.press('Escape');
    return /^Merge/.test(first);
  }, 30_000);
  assert.deepEqual(editor.serverProcesses(), [server]);
});

scenario('Dockerfiles are completed, explained and navigated while they are typed', async () => {
  const text = [
    'ARG VERSION=12',
    'FROM debian:${VERSION} AS base',
    'RUN apt-get update \\',
    '    && apt-get install -y curl \\',
    '    && rm -rf /var/lib/apt/lists/*',
    '',
    'FROM base AS final',
    'COPY notes.txt /srv/',
    'COPY --from=base /etc/os-release /srv/',
    '',
  ].join('\n');
  await open({ 'Dockerfile': text, 'notes.txt': '', 'other/Dockerfile': 'FROM debian:12 AS elsewhere\n', ...settings({ 'dockerlsp.codeLens.enable': true }) });
  await window.openFile('Dockerfile');
  await until('the hints', async () => /steps? follow/.test(await window.visibleText()));

  // Outline, symbols of the workspace, lenses, links.
  await window.page.keyboard.press('Control+Shift+O');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'final' }).first().waitFor();
  await window.picture('23-outline');
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('Control+t');
  await window.page.locator('.quick-input-widget input.input').fill('#elsewhere');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'elsewhere' }).first().waitFor();
  await window.page.keyboard.press('Escape');
  await window.editor.locator('.codelens-decoration', { hasText: /follow/ }).first().waitFor();
  assert.ok(await window.editor.locator('.detected-link').count() >= 2);

  // Highlights, definition, references, renaming.
  await window.goto(7, 7);
  await window.editor.locator('.wordHighlight, .wordHighlightText, .wordHighlightStrong').nth(1).waitFor();
  await window.page.keyboard.press('F12');
  await window.at(2);
  await window.goto(7, 7);
  await window.page.keyboard.press('Shift+F12');
  await window.page.locator('.peekview-widget .monaco-list-row').nth(1).waitFor();
  await window.picture('24-references');
  await window.page.keyboard.press('Escape');
  await window.goto(7, 7);
  await window.page.keyboard.press('F2');
  await window.page.locator('.rename-box input').fill('tools');
  await window.page.keyboard.press('Enter');
  await until('all places to be renamed', async () => /AS tools\n[^]*FROM tools AS final\n[^]*--from=tools/.test(await window.visibleText()));

  // Folding, and selections that grow.
  await window.goto(3);
  await window.page.keyboard.press('Control+Shift+[');
  await until('the step to be folded', async () => !/apt-get install/.test(await window.visibleText()));
  await window.page.keyboard.press('Control+Shift+]');
  await window.goto(4, 10);
  for (let more = 0; more < 3; more++) {
    await window.page.keyboard.press('Shift+Alt+ArrowRight');
  }
  await window.page.locator('.part.statusbar', { hasText: /\d+ selected/ }).waitFor();

  // The words of scripts have kinds of their own.
  await window.goto(4, 9);
  await window.command('Developer: Inspect Editor Tokens and Scopes');
  await window.page.locator('.token-inspect-widget', { hasText: 'semantic token type' }).waitFor();
  await window.picture('25-token');
  await window.page.keyboard.press('Escape');

  // Completion of an option of a package manager, of a file of the context, of a flag, and the syntax of an instruction.
  await window.goto(10);
  await window.page.keyboard.type('COPY --fr');
  await window.suggests('--from');
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('Control+Shift+Space');
  await window.page.locator('.parameter-hints-widget.visible', { hasText: 'COPY' }).waitFor();
  await window.picture('26-syntax');
  await window.replaceLine(10, 'COPY no');
  await window.suggests('notes.txt');
  await window.replaceLine(10, 'RUN apt-get install --no-inst');
  await window.suggests('--no-install-recommends');
  await window.picture('27-completion');
  await window.page.keyboard.press('Escape');
});

scenario('a Dockerfile is formatted on demand, in part and while it is typed', async () => {
  const text = 'FROM debian:12\nrun apt-get update \\\n&& apt-get install -y curl \\\n&& rm -rf /var/lib/apt/lists/*\ncopy   a   b\n';
  await open({ Dockerfile: text, ...settings({ '[dockerfile]': { 'editor.formatOnType': true, 'editor.linkedEditing': true } }) });
  await window.openFile('Dockerfile');
  await findingsShown('info');
  await window.goto(5);
  await window.page.keyboard.press('Shift+End');
  await window.page.keyboard.press('Control+k');
  await window.page.keyboard.press('Control+f');
  await until('the selection to be formatted', async () => /copy a b/.test(await window.visibleText()));
  assert.match(await window.visibleText(), /\\\n&& apt-get install/);
  await window.page.keyboard.press('Control+Shift+i');
  await until('the document to be formatted', async () => /^run apt-get update \\\n {4}&& apt-get install -y curl \\\n {4}&& rm/m.test(await window.visibleText()));
  await window.goto(6);
  await window.page.keyboard.type('RUN echo a \\');
  await window.page.keyboard.press('Enter');
  await window.page.locator('.part.statusbar', { hasText: 'Ln 7, Col 5' }).waitFor();
  await window.page.keyboard.type('&& echo b');
  await until('the line to be indented', async () => /RUN echo a \\\n {4}&& echo b/.test(await window.visibleText()));
});

scenario('findings are silenced, and all of a kind are mended, from the light bulb', async () => {
  const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN cd /tmp && pip install flask\nRUN pip install django\n';
  await open({ 'Dockerfile': bad, 'b/Dockerfile': bad });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(5, 6);
  const kind = titles.findIndex((title) => /^Fix all \d+ .*in (this|the) file|^Fix all .*DL3042/i.test(title));
  assert.ok(kind > 0, titles.join(' | '));
  const unsafe = titles.findIndex((title) => /\(.*\)$/.test(title));
  assert.ok(unsafe === -1 || unsafe > 0, titles.join(' | '));
  await window.picture('28-kinds');
  const before = await window.visibleText();
  await window.take(titles[kind]);
  await until('both places to be mended', async () => (await window.visibleText()).split('--no-cache-dir').length === 3);
  assert.notEqual(await window.visibleText(), before);

  const more = await window.lightBulb(2, 6);
  const ignore = more.find((title) => /^Ignore DLS1001 (here|for this|above|in this (line|instruction|step))/i.test(title)) ?? more.find((title) => /^Ignore DLS1001/.test(title));
  assert.ok(ignore !== undefined, more.join(' | '));
  await window.take(ignore);
  await until('the comment', async () => /# dockerlsp ignore=DLS1001\nRUN apt-get update/.test(await window.visibleText()));
});

scenario('steps are merged and split by command, and a refusal says why', async () => {
  await open({ Dockerfile: 'FROM debian:12\nRUN echo a\nRUN echo b\nRUN cd /srv\nRUN echo c\n' });
  await window.openFile('Dockerfile');
  await until('a server that answers', () => editor.serverProcesses().find((id) => editor.hasAnswered(id)));
  await window.goto(2);
  await window.page.keyboard.press('Shift+ArrowDown');
  await window.page.keyboard.press('Shift+End');
  await window.command('DockerLsp: Merge Selected Steps');
  await until('one step', async () => /RUN echo a \\\n\s+&& echo b/.test(await window.visibleText()));
  await window.goto(2);
  await window.command('DockerLsp: Split Step');
  await until('two steps', async () => /RUN echo a\nRUN echo b/.test(await window.visibleText()));
  await window.goto(4);
  await window.page.keyboard.press('Shift+ArrowDown');
  await window.page.keyboard.press('Shift+End');
  await window.command('DockerLsp: Merge Selected Steps');
  await until('a word about it, or another way', async () => await window.notifications('DockerLsp').count() > 0 || /cd \/srv\s*\)/.test(await window.visibleText()));
  await window.picture('29-refusal');
});

scenario('beside an extension of Microsoft that completes Dockerfiles nothing is offered or shown twice', async () => {
  const other = await startEditor({ tools, vsix, folder: path.join(output, 'beside'), also: [await makeNeighbour(path.join(output, 'neighbour'))] });
  const usual = editor;
  editor = other;
  try {
    const old = 'FROM debian:12\nMAINTAINER me\nCMD ["sh"]\nCMD ["bash"]\n';
    const alone = JSON.parse(spawnSync(commandLine, ['lint', '--format', 'json', '-'], { input: old, encoding: 'utf8' }).stdout).length;
    await open({ Dockerfile: exampleText, Containerfile: old });
    await window.openFile('Containerfile');
    await window.toggleProblems();
    await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'Said by the neighbour' }).waitFor();
    await until('the finding not to stand twice', async () => await window.problemCount() === alone);
    assert.ok((await window.lightBulb(2, 1)).some((title) => title.startsWith('Use a label')));
    await window.page.keyboard.press('Escape');
    fs.mkdirSync(path.join(folder, '.vscode'));
    fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{ "dockerlsp.duplicates": "show" }');
    await until('both', async () => await window.problemCount() === alone + 1);
    await window.openFile('Dockerfile');
    await findingsShown();
    await window.page.keyboard.press('Control+Shift+O');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'does not provide symbol information' }).waitFor();
    await window.page.keyboard.press('Escape');
    assert.equal((await window.lightBulb(lineOf('RUN apt-get update'), 6))[0], 'Refresh and clean up in each RUN');
    await window.page.keyboard.press('Escape');
    fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{ "dockerlsp.languageFeatures": "on" }');
    await until('the outline', async () => {
      await window.page.keyboard.press('Control+Shift+O');
      const there = await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'serve' }).first().waitFor({ timeout: 3_000 }).then(() => true, () => false);
      await window.page.keyboard.press('Escape');
      return there;
    });
  } finally {
    await window?.close();
    window = undefined;
    editor = usual;
    await other.stop();
  }
});

scenario('in a folder that is not trusted only the open text counts, and all of it once it is trusted', async () => {
  const cautious = await startEditor({ tools, vsix, folder: path.join(output, 'cautious'), trust: true });
  const usual = editor;
  editor = cautious;
  try {
    await open({ Dockerfile: 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n', '.dockerlsp.yaml': 'rules: {DLS: off, DL: off}\n' });
    await window.openFile('Dockerfile');
    await window.page.locator('.part.statusbar', { hasText: 'Restricted Mode' }).waitFor();
    await findingsShown();
    await window.statusSays(/This workspace is not trusted: only the open text is read/);
    await window.picture('19-not-trusted');
    await window.command('Workspaces: Manage Workspace Trust');
    await window.page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await window.openFile('Dockerfile');
    await until('the configuration to count', async () => await window.squiggles().count() === 0);
  } finally {
    await window?.close();
    window = undefined;
    editor = usual;
    await cautious.stop();
  }
});

scenario('the server ends with its window, and with an editor that is killed', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  await window.close();
  window = undefined;
  await until('the server to end with its window', () => editor.serverProcesses().length === 0, 30_000);

  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  editor.kill();
  await until('the server to end with the editor', () => editor.serverProcesses().length === 0, 30_000);
});
