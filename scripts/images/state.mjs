// What the image measurements keep between runs, outside the repository, and what they need of the machine.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nativeFolder } from '../lib/paths.mjs';
import { executable } from '../lib/platform.mjs';
import { capture, Problem } from '../lib/run.mjs';

/** Stores of images, base file systems and the unpacked engine: some gigabytes. `npm run bench:images -- clean` gives it back. */
export const home = process.env.DOCKERLSP_IMAGES
  ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'dockerlsp', 'images');

/** The port of the loopback archives. It stands in base images, so it stays the same from run to run. */
export const port = 48732;

export const server = path.join(nativeFolder, executable('dockerlsp'));

const tools = ['buildah', 'crun', 'debootstrap', 'dpkg-deb', 'git'];

/** Ends the script with one line that says what is missing. */
export function requireMachine() {
  if (process.platform !== 'linux' || process.getuid() !== 0) {
    throw new Problem('Real builds need Linux and root: they mount file systems and change the root folder.');
  }
  const missing = tools.filter((name) => capture('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (missing.length > 0) {
    throw new Problem(`Real builds need ${missing.join(', ')}: apt-get install buildah crun debootstrap git`);
  }
  if (archives().length === 0) {
    throw new Problem('Real builds need a Debian archive: apt knows of none here (apt-get update).');
  }
  if (!fs.existsSync(server)) {
    throw new Problem('There is no dockerlsp yet; run `npm run build` first.');
  }
  fs.mkdirSync(home, { recursive: true });
}

/** What this machine's own apt installs Debian's main component from: { address, suite }. */
export function archives() {
  const listed = capture('apt-get', ['indextargets', '--format', '$(REPO_URI) $(CODENAME)', 'Identifier: Packages', 'Component: main']).stdout;
  return [...new Set(listed.split('\n').filter(Boolean))].map((line) => {
    const [address, suite] = line.split(' ');
    return { address, suite };
  });
}

/** VERSION_CODENAME of this machine, which the bases are made from. */
export const codename = () => /^VERSION_CODENAME=(.*)$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'bookworm';

/** One line for the tables: where and when they were measured. */
export function machine() {
  const release = /^PRETTY_NAME="?([^"\n]*)/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const version = fs.existsSync('/etc/debian_version') ? ` ${fs.readFileSync('/etc/debian_version', 'utf8').trim()}` : '';
  return `${os.cpus().length} cores, ${release}${version}, ${new Date().toISOString().slice(0, 10)}`;
}

/** Runs dockerlsp; a status of 2 ends the script. */
export function dockerlsp(args, options) {
  const result = capture(server, args, options);
  if (result.status !== 0 && result.status !== 1) {
    throw new Problem(`dockerlsp ${args.join(' ')} ended with status ${result.status}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}

/** A folder for the time of the body. */
export async function withFolder(body) {
  fs.mkdirSync(home, { recursive: true });
  const folder = fs.mkdtempSync(path.join(home, 'work-'));
  try {
    return await body(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts { path: text | { text, mode, link, touch } } into a folder; null deletes. Files get the time of the round: BuildKit does not
 * look into a file whose size and time have stayed, so a changed one needs another.
 */
export function writeFiles(folder, files, round = 0) {
  for (const [name, given] of Object.entries(files ?? {})) {
    const full = path.join(folder, name);
    if (given === null) {
      fs.rmSync(full, { recursive: true, force: true });
      continue;
    }
    const { text, mode, link, touch } = typeof given === 'string' ? { text: given } : given;
    fs.mkdirSync(path.dirname(full), { recursive: true });
    if (link !== undefined) {
      fs.rmSync(full, { force: true });
      fs.symlinkSync(link, full);
      continue;
    }
    if (text !== undefined) {
      fs.writeFileSync(full, text);
    }
    if (mode !== undefined) {
      fs.chmodSync(full, mode);
    }
    if (text !== undefined || touch) {
      const time = new Date(Date.UTC(2023, 2, 3 + round));
      fs.utimesSync(full, time, time);
    }
  }
}
