// What has to be on the machine before anything can be built.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, Problem } from './run.mjs';
import { root } from './paths.mjs';

const wantedSdk = JSON.parse(fs.readFileSync(path.join(root, 'global.json'), 'utf8')).sdk.version;

export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new Problem(`Node ${process.versions.node} is too old: install Node 20 or later (https://nodejs.org).`);
  }
}

export function requireDotnet() {
  const { status, stdout, stderr } = capture('dotnet', ['--version']);
  if (status === -1) {
    throw new Problem(`The .NET SDK ${wantedSdk} or later is not installed: get it from https://dot.net/download.`);
  }
  if (status !== 0) {
    const found = [...(stdout + stderr).matchAll(/^\s*(\d+\.\d+\.\d+\S*) \[/gm)].map((match) => match[1]);
    const have = found.length > 0 ? `only ${found.join(', ')}` : 'no .NET SDK';
    throw new Problem(`The .NET SDK ${wantedSdk} or later is needed and ${have} is installed: get it from https://dot.net/download.`);
  }
}

/** Why the server cannot be compiled ahead of time on this machine, or undefined if it can. */
export function whyNotNative() {
  if (process.platform === 'win32') {
    return undefined; // The SDK looks for the Visual C++ build tools itself, and says where to get them.
  }
  const compiler = ['clang', 'gcc'].find((name) => capture(name, ['--version']).status === 0);
  if (compiler === undefined) {
    return 'neither gcc nor clang is installed';
  }
  return links(compiler) ? undefined : `${compiler} finds no libc to compile against (Debian: libc6-dev)`;
}

function links(compiler) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlsp-cc-'));
  try {
    const source = path.join(folder, 'probe.c');
    fs.writeFileSync(source, '#include <stdio.h>\nint main(void) { return 0; }\n');
    return capture(compiler, [source, '-o', path.join(folder, 'probe'), '-lm']).status === 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
