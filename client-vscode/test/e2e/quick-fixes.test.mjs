// Findings, and what the light bulb offers for them.
import assert from 'node:assert/strict';
import {
  exampleText, findingsShown, fixed, lineOf, onDisk, open, scenario, serverAnswers, settings, window,
} from './harness.mjs';
import { until } from './until.mjs';

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

scenario('a rule is explained by its page', async () => {
  await open({ Dockerfile: exampleText });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(lineOf('RUN apt-get update'), 6);
  const entry = titles.findIndex((title) => /^Explain DL/.test(title));
  assert.ok(entry > 0, titles.join(', '));
  await window.picture('11-explain-entry');
  await window.take(titles[entry]);
  await window.ruleIsShown(titles[entry].split(' ')[1]);
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

scenario('findings are silenced, and all of a kind are mended, from the light bulb', async () => {
  const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN cd /tmp && pip install flask\nRUN pip install django\n';
  await open({ 'Dockerfile': bad, 'b/Dockerfile': bad });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(5, 6);
  await window.picture('28-kinds');
  assert.deepEqual(titles.slice(0, 7), ['Install without a cache', 'Fix all 2 of DL3042 in this file', 'Fix all of DL3042 in all Dockerfiles of the workspace',
    'Use a cache mount for pip (needs BuildKit)', 'Ignore DL3042 for this instruction', 'Ignore DL3042 in this file', 'Ignore DL3042 in a new .dockerlsp.yaml']);
  await window.take('Fix all 2 of DL3042 in this file');
  await until('both places to be mended', async () => (await window.visibleText()).split('--no-cache-dir').length === 3);

  await window.lightBulb(2, 6);
  await window.take('Ignore DLS1001 for this instruction');
  await until('the comment', async () => /# dockerlsp ignore=DLS1001\nRUN apt-get update/.test(await window.visibleText()));
  await window.lightBulb(4, 6);
  await window.take('Ignore DLS1002 in this file');
  await until('the comment of the file', async () => /^# dockerlsp ignore-file=DLS1002$/m.test(await window.visibleText()));
  await until('both to be silent', async () => !/DLS100/.test(await window.hover(5, 6)));
  await window.closeHover();
  await window.picture('47-silenced');
});

scenario('a rule is switched off in the configuration that is there', async () => {
  await open({ 'api/Dockerfile': 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n', '.dockerlsp.yaml': '# ours\nrules:\n  DL3008: off\n' });
  await window.openFile('api/Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(2, 6);
  assert.ok(titles.includes('Ignore DLS1001 in .dockerlsp.yaml'), titles.join(' | '));
  await window.take('Ignore DLS1001 in .dockerlsp.yaml');
  await window.openFile('.dockerlsp.yaml');
  await until('the rule to be off', async () => /^ {2}DLS1001: off$/m.test(await window.visibleText()));
  await window.save();
  assert.match(onDisk('.dockerlsp.yaml'), /^# ours\nrules:\n/);
  await window.openFile('api/Dockerfile');
  await until('the finding to be gone', async () => !/DLS1001/.test(await window.hover(2, 6)));
});

scenario('all of a kind are mended in the workspace after a look at what will change', async () => {
  const bad = 'FROM python:3.12\nRUN pip install flask\nRUN pip install django\n';
  const mended = 'FROM python:3.12\nRUN pip install --no-cache-dir flask\nRUN pip install --no-cache-dir django\n';
  await open({ 'a/Dockerfile': bad, 'b/Dockerfile': bad });
  await window.openFile('a/Dockerfile');
  await findingsShown();
  await window.lightBulb(2, 6);
  await window.take('Fix all of DL3042 in all Dockerfiles of the workspace');
  const panel = window.page.locator('.bulk-edit-panel');
  const apply = panel.locator('.monaco-button', { hasText: 'Apply' }).first();
  await apply.waitFor();
  await window.picture('48-preview-of-a-kind');
  for (const name of ['a', 'b']) {
    await panel.locator('.monaco-list-row', { hasText: new RegExp(`Dockerfile\\s*${name}$`) }).locator('.edit-checkbox').click();
  }
  assert.equal(onDisk('b/Dockerfile'), bad);
  await apply.click();
  await until('the text to change', async () => (await window.visibleText()).startsWith(mended.trim()));
  await window.command('File: Save All');
  await until('both files to be mended', () => ['a', 'b'].every((name) => onDisk(`${name}/Dockerfile`) === mended));
});

scenario('what a fix may change stands in its title, and why there is none in the hover and beside the finding', async () => {
  const text = 'FROM debian:12\nRUN apt-get update\nRUN ./install-deps.sh\nRUN apt-get install -y curl\n\nFROM debian:12\nRUN apt-get update\nRUN apt-get install -y git & wait\n';
  await open({ Dockerfile: text });
  await window.openFile('Dockerfile');
  await findingsShown();
  const titles = await window.lightBulb(2, 6);
  await window.picture('49-unsafe');
  const unsafe = titles.filter((title) => /line 3/.test(title));
  assert.ok(unsafe.length > 0, titles.join(' | '));
  await window.page.keyboard.press('Escape');

  const hover = await window.hover(7, 6);
  await window.picture('50-refused');
  // Once for each of the two findings, and once among what the hover itself says.
  assert.match(hover, /\(8, \d+\): Not rewritten: this command runs in the background/);
  assert.equal(hover.split('\n').filter((line) => /^Dockerfile.*Not rewritten/.test(line)).length, 2, hover);
  await window.closeHover();
  await window.toggleProblems();
  await window.page.locator('.markers-panel .monaco-list-row', { hasText: /Ln 8.*Not rewritten/ }).first().waitFor();
  await window.picture('51-refused-beside');
});

scenario('steps are merged and split by command, and a refusal says why', async () => {
  await open({ Dockerfile: 'FROM debian:12\nRUN echo a\nRUN echo b\nRUN cd /srv\nRUN echo c\nRUN trap "echo d" EXIT; echo e\nRUN echo f\n' });
  await window.openFile('Dockerfile');
  await serverAnswers();
  const select = async (line) => {
    await window.goto(line);
    await window.page.keyboard.press('Shift+ArrowDown');
    await window.page.keyboard.press('Shift+End');
  };
  await select(2);
  await window.command('DockerLsp: Merge Selected Steps');
  await until('one step', async () => /RUN echo a \\\n\s+&& echo b/.test(await window.visibleText()));
  await window.goto(2);
  await window.command('DockerLsp: Split Step');
  await until('two steps', async () => /RUN echo a\nRUN echo b/.test(await window.visibleText()));
  await select(4);
  await window.command('DockerLsp: Merge Selected Steps');
  await until('one step with a subshell', async () => /\( cd \/srv \) \\\n\s+&& echo c/.test(await window.visibleText()));
  const before = await window.visibleText();
  await select(6);
  await window.command('DockerLsp: Merge Selected Steps');
  await window.notifications('Not merged').waitFor();
  await window.picture('29-refusal');
  assert.equal(await window.visibleText(), before);
});
