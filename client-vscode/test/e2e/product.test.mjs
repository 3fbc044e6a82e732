// The product around the findings: commands, status, settings, views, tasks, the walkthrough, and other extensions.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  editor, exampleText, findingsShown, fixed, folder, found, inEditor, lineOf, onDisk, open, openFolders, output, scenario, serverAnswers, settings, window, writeSettings,
} from './harness.mjs';
import { writeImage } from './image.mjs';
import { makeNeighbour, makeRestless, makeVirtualFiles } from './neighbour.mjs';
import { until } from './until.mjs';

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

scenario('switched off, no server runs', async () => {
  await open({ Dockerfile: exampleText, ...settings({ 'dockerlsp.enable': false }) });
  await window.openFile('Dockerfile');
  await window.statusSays(/^DockerLsp is off: setting dockerlsp\.enable/);
  writeSettings({});
  await findingsShown();
  writeSettings({ 'dockerlsp.enable': false });
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
  writeSettings({ 'dockerlsp.rules': { DL3008: 'off', DLS1: 'hint', DL3015: { severity: 'off' } } });
  await window.statusSays(/Off by the settings: DL3008, DL3015/);
  fs.writeFileSync(path.join(folder, '.dockerlsp.yaml'), 'rules: {DL3002: off}\n');
  await window.statusSays(/Off by .*\.dockerlsp\.yaml: DL3002/);
  await window.openFile('notes.txt');
  await window.statusItem.waitFor({ state: 'hidden' });
});

scenario('a task lints files that are not open, and all its findings are listed', async () => {
  await open({
    'Dockerfile': 'FROM scratch\n',
    'api/Dockerfile': exampleText,
    '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ label: 'Lint all', type: 'dockerlsp', command: 'lint', problemMatcher: ['$dockerlsp'] }] }),
  });
  const expected = found().length;
  assert.ok(expected > 20);
  await window.openFile('Dockerfile');
  await serverAnswers();
  await window.command('Tasks: Run Task', 'Lint all');
  await until('the findings of the other file', async () => await window.problemCount() === expected);
  await window.toggleProblems();
  await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'Dockerfile' }).first().waitFor();
  await window.picture('15-task');
});

scenario('tasks for each folder are there without a tasks.json', async () => {
  await open({ 'Dockerfile': 'FROM scratch\n', 'api/Dockerfile': exampleText });
  const expected = found().length;
  await window.openFile('Dockerfile');
  await serverAnswers();
  await window.begin('Tasks: Run Task', 'dockerlsp');
  await window.choose('lint server');
  const scan = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Continue without scanning' });
  await until('the findings of the other file, or the question how to look for them', async () => await scan.isVisible() || await window.problemCount() === expected);
  if (await scan.isVisible()) {
    await scan.click();
  }
  await until('the findings of the other file', async () => await window.problemCount() === expected);
  await window.page.locator('.terminal-wrapper').first().waitFor();
  await window.picture('32-terminal');
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

const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n';
const twice = `${bad}RUN apt-get install -y git\n`;

/** Has the fixes of two files shown, and waits for both; gives the panel, and a file's row. */
async function previewWorkspace() {
  await open({ 'a/Dockerfile': bad, 'b/Dockerfile': bad });
  await window.openFile('a/Dockerfile');
  await findingsShown();
  await window.command('DockerLsp: Fix Workspace (with Preview)');
  const panel = window.page.locator('.bulk-edit-panel');
  const file = (name) => panel.locator('.monaco-list-row', { hasText: new RegExp(`Dockerfile\\s*${name}$`) });
  await file('a').waitFor();
  await file('b').waitFor();
  await window.notifications('looking for safe fixes').waitFor({ state: 'hidden' });
  return { panel, file };
}

scenario('the workspace is mended after a look at what will change', async () => {
  const { panel, file } = await previewWorkspace();
  await window.picture('17-preview');
  // What has to be confirmed is not ticked at first; a file's box ticks all that is in it.
  for (const name of ['a', 'b']) {
    await file(name).locator('.edit-checkbox').click();
  }
  assert.equal(onDisk('b/Dockerfile'), bad);
  await panel.locator('.monaco-button', { hasText: 'Apply' }).first().click();
  await until('both files to be mended', () => ['a', 'b'].every((name) => onDisk(`${name}/Dockerfile`) === fixed(bad)));
});

scenario('no file is left out of the workspace while other extensions register code actions', async () => {
  const also = [await makeRestless(path.join(output, 'restless'))];
  await inEditor('restless-profile', { also }, previewWorkspace);
});

scenario('each folder has its own settings', async () => {
  await openFolders(['a', 'b'], {
    'a/one.Dockerfile': twice,
    'b/two.Dockerfile': twice,
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

scenario('a folder that is added gets its settings without a restart', async () => {
  await openFolders(['a', 'b'], {
    'a/one.Dockerfile': twice,
    'b/two.Dockerfile': twice,
    'c/three.Dockerfile': twice,
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

scenario('each step of the walkthrough does something on the example, which is checked and mended without being saved', async () => {
  await open({ 'notes.txt': '' });
  await window.page.keyboard.press('Control+b');
  await window.command('Welcome: Open Walkthrough...', 'Start with DockerLsp');
  const steps = window.page.locator('.gettingStartedContainer .getting-started-step');
  await steps.first().waitFor();
  assert.equal(await steps.count(), 5);
  await window.picture('14-walkthrough');
  const take = async (index, button) => {
    await steps.nth(index).click();
    await steps.nth(index).locator('.monaco-button', { hasText: button }).click();
  };
  await take(0, 'Open the example');
  await window.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  await findingsShown();
  const atFirst = await window.problemCount();
  await window.picture('33-walkthrough-example');
  await take(1, 'Show the findings');
  await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'package index' }).first().waitFor();
  await window.picture('34-walkthrough-findings');
  await window.toggleProblems();
  await take(2, 'Fix all in the file');
  await until('fewer findings', async () => await window.problemCount() < atFirst);
  await window.picture('35-walkthrough-fixed');
  await take(3, 'Show the layers');
  await window.page.locator('.pane', { hasText: 'Docker Layers' }).locator('.monaco-list-row', { hasText: 'apt-get' }).first().waitFor();
  await window.picture('36-walkthrough-layers');
  await take(4, 'Open the settings');
  await window.page.locator('.settings-editor .setting-item-label', { hasText: 'Layering' }).first().waitFor();
  await window.picture('37-walkthrough-settings');
});

scenario('every setting says what it does', async () => {
  await open({ 'notes.txt': '' }, { width: 1280, height: 1600 });
  await window.command('Preferences: Open Settings (UI)');
  await window.page.locator('.settings-editor').waitFor();
  await window.page.keyboard.type('@ext:dockerlsp.dockerlsp');
  const items = window.page.locator('.settings-editor .setting-item-contents');
  await items.filter({ hasText: 'Layering' }).first().waitFor();
  // The list draws what fits, and not those that only a machine's settings may hold.
  const settingsCount = window.page.locator('.settings-editor .settings-count-widget');
  await until('all settings', async () => Number(/^\d+/.exec(await settingsCount.innerText())?.[0]) >= 9);
  for (const text of await items.allInnerTexts()) {
    assert.match(text.replaceAll('\n', ' '), /\w+ \w+ \w+ \w+/);
  }
  await window.picture('38-settings');
});

scenario('the page of the extension has its icon, its description and what it brings', async () => {
  await open({ 'notes.txt': '' }, { width: 1280, height: 1000 });
  await window.command('Extensions: Show Installed Extensions');
  await window.page.locator('.extensions-viewlet .monaco-list-row', { hasText: 'DockerLsp' }).first().click();
  const page = window.page.locator('.extension-editor');
  await page.locator('.name', { hasText: 'DockerLsp' }).waitFor();
  await page.locator('.description', { hasText: 'repairs it in one keystroke' }).waitFor();
  await window.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').getByRole('heading', { name: 'Fix on save' }).waitFor();
  await window.picture('39-extension');
  await page.locator('.action-label', { hasText: /^Features$/i }).click();
  await page.locator('.monaco-list-row', { hasText: 'Commands' }).first().click();
  await page.locator('.feature-content, .subcontent', { hasText: 'dockerlsp.fixWorkspace' }).first().waitFor();
  await window.picture('40-contributions');
});

scenario('all commands stand in the palette; a rule is chosen there, and the output shows what the server does', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = ['Fix All in File', 'Fix Workspace (with Preview)', 'Merge Selected Steps', 'Split Step', 'Show Layers', 'Show Stages', 'Load Image Sizes…',
    'Explain Rule', 'Open Example', 'Restart Server', 'Show Output'];
  await window.palette('DockerLsp:', titles.map((title) => `DockerLsp: ${title}`));
  await window.picture('41-palette');
  await window.page.keyboard.press('Escape');

  await window.begin('DockerLsp: Explain Rule');
  await window.page.locator('.quick-input-widget', { hasText: 'Explain a rule' }).waitFor();
  await window.page.keyboard.type('DL3009');
  await window.choose('DL3009');
  await window.ruleIsShown('DL3009');
  await window.openFile('Dockerfile');

  await window.command('DockerLsp: Show Output');
  await window.page.locator('.part.panel .view-line', { hasText: /runs\s+as\s+process\s+\d+/ }).first().waitFor();
  await window.picture('42-output');

  // From the status bar the same is two clicks away, while a Dockerfile has the focus.
  await window.openFile('Dockerfile');
  await window.statusItem.click();
  await window.choose('Show layers');
  await window.page.locator('.pane', { hasText: 'Docker Layers' }).locator('.monaco-list-row').first().waitFor();
});

scenario('a .hadolint.yaml counts as soon as it is saved', async () => {
  await open({ Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n', '.hadolint.yaml': 'failure-threshold: error\n' });
  await window.openFile('Dockerfile');
  await findingsShown();
  await window.openFile('.hadolint.yaml');
  await window.replaceLine(1, 'ignored: [DL3008, DL3015]');
  await window.save();
  await window.openFile('Dockerfile');
  await until('the rules to be off', async () => await window.squiggles().count() === 0 && await window.squiggles('info').count() === 0);
  await window.statusSays(/Off by .*\.hadolint\.yaml: DL3008, DL3015/);
  await window.picture('43-hadolint');
});

scenario('hints, lenses, language features and lookups can be switched off, and options of rules set', async () => {
  const text = 'FROM python:3.12 AS base\nRUN pip install --no-cache-dir django\nRUN make\n';
  await open({ Dockerfile: text, ...settings({ 'dockerlsp.inlayHints.enable': false, 'dockerlsp.languageFeatures': 'off', 'dockerlsp.lookups': 'off', 'dockerlsp.rules': { DL3026: { 'severity': 'error', 'allowed-registries': ['ghcr.io/acme'] } } }) });
  await window.openFile('Dockerfile');
  await findingsShown('error');
  assert.match(await window.hover(1, 8), /ghcr\.io\/acme/);
  await window.closeHover();
  assert.doesNotMatch(await window.visibleText(), /steps? follow/);
  const titles = await window.lightBulb(2, 33);
  assert.ok(titles.length > 0 && !titles.some((title) => title.startsWith('Pin ')), titles.join(' | '));
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('Control+Shift+O');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'does not provide symbol information' }).waitFor();
  await window.page.keyboard.press('Escape');

  writeSettings({ 'dockerlsp.codeLens.enable': true });
  await until('the language features', async () => {
    await window.page.keyboard.press('Control+Shift+O');
    const there = await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'base' }).first().waitFor({ timeout: 3_000 }).then(() => true, () => false);
    await window.page.keyboard.press('Escape');
    return there;
  });
  await window.editor.locator('.codelens-decoration', { hasText: /follow/ }).first().waitFor();
  await window.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  const more = await window.lightBulb(2, 33);
  assert.ok(more.some((title) => title.startsWith('Pin ')), more.join(' | '));
  await window.picture('44-lens-and-pin');
});

scenario('beside extensions of Microsoft and Docker nothing is offered or shown twice', async () => {
  const also = [await makeNeighbour(path.join(output, 'neighbour'))];
  await inEditor('beside', { also }, async () => {
    const old = 'FROM debian:12\nMAINTAINER me\nCMD ["sh"]\nCMD ["bash"]\n';
    const alone = found(old).length;
    await open({ Dockerfile: exampleText, Containerfile: old });
    await window.openFile('Containerfile');
    await window.toggleProblems();
    await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'Said by Docker DX' }).waitFor();
    await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'Said by the language server' }).first().waitFor();
    await until('no finding to stand twice', async () => await window.problemCount() === alone);
    await window.statusSays(/Shown by another extension: \d/);
    await window.picture('45-beside');
    assert.ok((await window.lightBulb(2, 1)).some((title) => title.startsWith('Use a label')));
    await window.page.keyboard.press('Escape');
    writeSettings({ 'dockerlsp.duplicates': 'show' });
    await until('all of them', async () => await window.problemCount() > alone);
    await window.openFile('Dockerfile');
    await findingsShown();
    const outline = async () => {
      await window.page.keyboard.press('Control+Shift+O');
      await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      const rows = await window.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
      await window.page.keyboard.press('Escape');
      return rows.join('\n');
    };
    await until('the outline of the neighbour', async () => /from the neighbour/.test(await outline()));
    assert.doesNotMatch(await outline(), /serve/);
    assert.equal((await window.lightBulb(lineOf('RUN apt-get update'), 6))[0], 'Refresh and clean up in each RUN');
    await window.page.keyboard.press('Escape');
    writeSettings({ 'dockerlsp.languageFeatures': 'on' });
    await until('our outline', async () => /serve/.test(await outline()));
    writeSettings({ 'dockerlsp.languageFeatures': 'auto' });
    await until('the outline of the neighbour alone', async () => !/serve/.test(await outline()));
  });
});

scenario('in a folder that is not trusted only the open text counts, and all of it once it is trusted', async () => {
  await inEditor('cautious', { trust: true }, async () => {
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
  });
});

scenario('a file of a repository that is browsed without a checkout is checked by its text alone', async () => {
  const also = [await makeVirtualFiles(path.join(output, 'virtual-files'), { '/repository/Dockerfile': 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n' })];
  await inEditor('virtual', { also }, async () => {
    await open({ 'notes.txt': '' });
    await window.command('Open a Virtual Dockerfile');
    await window.page.locator('.tab.active', { hasText: 'Dockerfile' }).waitFor();
    await findingsShown();
    await window.statusSays(/^DockerLsp: \d+ warnings?/);
    assert.equal((await window.lightBulb(2, 6))[0], 'Merge 2 RUN steps into one layer');
    await window.picture('46-virtual');
    await window.takeFirst();
    await until('the text to be mended', async () => /apt-get update && apt-get install -y curl|apt-get update \\/.test(await window.visibleText()));
  });
});
