// The package for every platform, whose server runs by the .NET runtime that is installed: npm run test:packages makes and names it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startEditor } from './editor.mjs';
import { until } from './until.mjs';
import { Workbench } from './workbench.mjs';

const tools = process.env.DOCKERLSP_E2E_TOOLS;
const output = process.env.DOCKERLSP_E2E_OUTPUT;
const vsix = process.env.DOCKERLSP_E2E_UNIVERSAL;

test('the universal package runs on the .NET that is installed', { skip: vsix === undefined && 'only npm run test:packages makes that package' }, async () => {
  const folder = path.join(fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-e2e-')), 'server');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n');
  const editor = await startEditor({ tools, vsix, folder: path.join(output, 'universal') });
  const { chromium } = createRequire(path.join(tools, 'package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.DOCKERLSP_E2E_CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const window = await Workbench.open(browser, editor, folder, output);
    await window.openFile('Dockerfile');
    await window.squiggles().first().waitFor();
    assert.match(editor.server, /dockerlsp\.dll$/);
    assert.equal(editor.serverProcesses().length, 1);
    assert.match((await window.lightBulb(2, 6))[0], /^Merge 2 RUN steps/);
    await window.picture('31-universal');
    await window.close();
    await until('the server to end with its window', () => editor.serverProcesses().length === 0, 30_000);
  } finally {
    await browser.close();
    await editor.stop();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  }
});
