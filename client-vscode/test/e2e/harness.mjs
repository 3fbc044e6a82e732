// What the tests in the workbench share: one editor with the packaged extension for each file of tests, a new window and a new
// folder for each test.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEditor } from './editor.mjs';
import { until } from './until.mjs';
import { Workbench } from './workbench.mjs';

const tools = process.env.DOCKERLSP_E2E_TOOLS;
const vsix = process.env.DOCKERLSP_E2E_VSIX;
/** The server's program, for what the command line says. */
export const commandLine = process.env.DOCKERLSP_E2E_SERVER;
/** Where pictures and profiles go. */
export const output = process.env.DOCKERLSP_E2E_OUTPUT;

export const exampleText = fs.readFileSync(fileURLToPath(new URL('../../../examples/vllm/Dockerfile', import.meta.url)), 'utf8');
/** The number of the first line of the example that begins so. */
export const lineOf = (start) => exampleText.split('\n').findIndex((line) => line.startsWith(start)) + 1;

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser;
/** The editor, the window of the test, and its folder. */
export let editor;
export let window;
export let folder;
let running;

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

/** Closes the window; its folder stays. */
export async function closeWindow() {
  await window?.close();
  window = undefined;
}

async function close() {
  await closeWindow();
  if (folder !== undefined) {
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  }
  folder = undefined;
}

/**
 * A test in the workbench, which drops a key or a click now and then where the machine is busy: what fails is tried once
 * more from the start, in a new window. That it was is printed, with the failure and a picture, so that it can be looked at.
 * Each leaves a picture of its end, under its name.
 */
export function scenario(name, act) {
  const run = async (context) => {
    running = name;
    await act(context);
    await window?.picture(name);
  };
  test(name, async (context) => {
    try {
      return await run(context);
    } catch (error) {
      // Where only the text of a run is kept, that of the window stands for the picture.
      context.diagnostic(`tried again after: ${error.message}\n${await window?.shownText() ?? ''}`);
      await window?.picture(`tried again: ${name}`);
      await close();
    }
    return run(context);
  });
}

/** Does something in another editor than the usual one: `profile` names its folder, the rest is as for startEditor. */
export async function inEditor(profile, options, act) {
  const other = await startEditor({ tools, vsix, folder: path.join(output, profile), ...options });
  const usual = editor;
  editor = other;
  try {
    await act();
  } finally {
    await window?.picture(running);
    await closeWindow();
    editor = usual;
    await other.stop();
  }
}

/** Opens a window on a new folder with these files; the names are paths, the values texts. */
export async function open(files, viewport) {
  write(files);
  window = await Workbench.open(browser, editor, folder, output, viewport);
}

/** Opens a window on several folders. */
export async function openFolders(names, files) {
  write({ ...files, 'all.code-workspace': JSON.stringify({ folders: names.map((name) => ({ path: name })) }) });
  window = await Workbench.open(browser, editor, path.join(folder, 'all.code-workspace'), output);
}

/** Makes a new folder with these files. Its name is what a window shows, also in pictures that people see. */
function write(files) {
  folder = path.join(fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-e2e-')), 'server');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** The settings of the folder, as a file for `open`. */
export const settings = (values) => ({ '.vscode/settings.json': JSON.stringify(values) });

/** Changes the settings of the folder. */
export function writeSettings(values) {
  fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(values));
}

export const onDisk = (name = 'Dockerfile') => fs.readFileSync(path.join(folder, name), 'utf8');
export const findingsShown = (severity) => window.squiggles(severity).first().waitFor();
export const serverAnswers = () => until('a server that answers', () => editor.serverProcesses().find((id) => editor.hasAnswered(id)));

/** What the command line makes of a text. */
export function fixed(text, ...options) {
  const result = spawnSync(commandLine, ['fix', ...options, '-'], { input: text, encoding: 'utf8' });
  assert.ok(result.status === 0 || result.status === 1, result.stderr);
  return result.stdout;
}

/** What the command line finds in a text, or in the folder. */
export function found(text) {
  const result = spawnSync(commandLine, ['lint', '--format', 'json', text === undefined ? '.' : '-'], { input: text, cwd: folder, encoding: 'utf8' });
  return JSON.parse(result.stdout);
}
