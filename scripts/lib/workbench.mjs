// The end-to-end tests: a VS Code workbench is installed once per user, then the packaged extension is driven in it.
import fs from 'node:fs';
import path from 'node:path';
import { makePackage } from './extension.mjs';
import { e2eFolder } from './paths.mjs';
import { vscodeTarget } from './platform.mjs';
import { heading, mustRun, Problem } from './run.mjs';
import { workbenchTests } from './suites.mjs';
import { installWorkbench } from './workbench-install.mjs';

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

/** Runs the suite, or those of its tests whose names match, or ends in a Problem. */
export async function runEndToEnd(server, pattern) {
  const reason = whyNoWorkbench();
  if (reason !== undefined) {
    throw new Problem(`The end-to-end tests cannot run: ${reason}.`);
  }
  await installDebianPackages();
  const tools = await installWorkbench();
  const vsix = await makePackage(server);
  if (pattern === undefined) {
    fs.rmSync(e2eFolder, { recursive: true, force: true });
  }
  fs.mkdirSync(e2eFolder, { recursive: true });
  return workbenchTests({
    DOCKERLSP_E2E_TOOLS: tools,
    DOCKERLSP_E2E_VSIX: vsix,
    DOCKERLSP_E2E_SERVER: server.server,
    DOCKERLSP_E2E_CHROMIUM: findChromium(),
    DOCKERLSP_E2E_OUTPUT: e2eFolder,
  }, undefined, pattern);
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
