// The .NET side: restoring packages and building the server.
import fs from 'node:fs';
import path from 'node:path';
import {
  artifacts, managedFolder, nativeFolder, portableFolder, root, serverProject, shown, solution,
} from './paths.mjs';
import { executable, runtimeIdentifier } from './platform.mjs';
import { requireDotnet, whyNotNative } from './prerequisites.mjs';
import { capture, heading, mustRun, Problem } from './run.mjs';
import { newestChange } from './up-to-date.mjs';

const lockedPlatform = 'linux-x64'; // <RuntimeIdentifiers> in DockerLsp.csproj
const sources = ['server', 'Directory.Build.props', 'Directory.Packages.props', 'global.json'];

export const quiet = ['--nologo', '--verbosity', 'quiet', '-clp:NoSummary'];
const unlocked = ['-p:RestoreLockedMode=false', '-p:NuGetLockFilePath=obj/unlocked/packages.lock.json'];

let restored = false;

/**
 * Restores exactly the packages of the lock files. These name the compiler package that belongs to one
 * version of the SDK; another SDK restores its own, beside the lock files, so that they stay as they are.
 */
export function restore() {
  if (restored) {
    return;
  }
  heading('dotnet restore');
  const locked = capture('dotnet', ['restore', solution, ...quiet, '--locked-mode']);
  if (locked.status !== 0) {
    const output = locked.stdout + locked.stderr;
    if (!output.includes('NU1004') || process.env.CI === 'true') {
      process.stderr.write(output);
      throw new Problem('The packages could not be restored; the reason is above.');
    }
    console.log('The lock files were written with another .NET SDK; restoring the packages of this one.');
    const free = capture('dotnet', ['restore', solution, ...quiet, ...unlocked]);
    if (free.status !== 0) {
      process.stderr.write(free.stdout + free.stderr);
      throw new Problem('The packages could not be restored; the reason is above.');
    }
  }
  restored = true;
}

/** Builds the server; native where this machine can link. Gives the folder that holds it and its path. */
export async function buildServer() {
  requireDotnet();
  const reason = whyNotNative();
  if (reason !== undefined) {
    console.log(`Using the managed build of the server: ${reason}, so it cannot be compiled ahead of time.`);
    return buildManaged();
  }
  return buildNative();
}

/** The ahead-of-time compiled server, or a Problem that says what is missing for it. */
export async function buildNative() {
  requireDotnet();
  const reason = whyNotNative();
  if (reason !== undefined) {
    throw new Problem(`The native server cannot be built: ${reason}.`);
  }
  const server = path.join(nativeFolder, executable('dockerlsp'));
  await buildUnlessNewer(server, async () => {
    const output = path.join(artifacts, 'publish');
    await mustRun('dotnet', ['publish', serverProject, '-c', 'Release', '-r', runtimeIdentifier,
      '-o', output, ...restoreMode(), ...quiet]);
    replace(path.join(output, path.basename(server)), server);
  });
  return { folder: nativeFolder, server, native: true };
}

async function buildManaged() {
  const server = path.join(managedFolder, executable('dockerlsp'));
  await buildUnlessNewer(server, async () => {
    restore();
    await mustRun('dotnet', ['build', serverProject, '-c', 'Release', '--no-restore', '-o', managedFolder, ...quiet]);
  });
  return { folder: managedFolder, server, native: false };
}

/** The server for any platform, without a program of its own: `dotnet dockerlsp.dll`. */
export async function buildPortable() {
  requireDotnet();
  heading(`build ${shown(portableFolder)}`);
  fs.rmSync(portableFolder, { recursive: true, force: true });
  await mustRun('dotnet', ['publish', serverProject, '-c', 'Release', '-o', portableFolder, '-p:PublishAot=false', '-p:UseAppHost=false',
    '-p:RuntimeIdentifiers=', '-p:DebugType=none', ...unlocked, '-p:BaseIntermediateOutputPath=obj/portable/', ...quiet]);
  return { folder: portableFolder, server: path.join(portableFolder, 'dockerlsp.dll'), native: false, portable: true };
}

function restoreMode() {
  if (runtimeIdentifier !== lockedPlatform) {
    return unlocked; // publish restores the compiler for this platform, which the lock files do not name
  }
  restore();
  return ['--no-restore'];
}

async function buildUnlessNewer(server, build) {
  const wanted = newestChange(sources.map((name) => path.join(root, name)));
  if (fs.existsSync(server) && fs.statSync(server).mtimeMs >= wanted) {
    console.log(`${shown(server)} is up to date`);
    return;
  }
  heading(`build ${shown(server)}`);
  const started = new Date();
  await build();
  // Dated when the build began: what changed while it ran is not in it.
  fs.utimesSync(server, started, started);
}

/** A server that is running keeps its old file; renaming never meets "text file busy". */
function replace(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, `${to}.new`);
  fs.renameSync(`${to}.new`, to);
}
