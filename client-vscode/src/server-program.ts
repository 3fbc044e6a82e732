// Which program is the server, and why it may not start. Knows nothing of VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { builtFor } from './executable-format';

export interface ServerProgram {
  readonly file: string;
  /** What stands before its own arguments: the program itself, where `file` is the runtime that it needs. */
  readonly args: readonly string[];
  /** Came with the extension, as against named by the person's settings. */
  readonly bundled: boolean;
}

/** Why there is no server, in words that say what to do. */
export class ServerProblem extends Error {}

export interface Surroundings {
  /** The setting dockerlsp.server.path. */
  readonly setting: string;
  /** The folder that the extension is installed in. */
  readonly extensionFolder: string;
  /** Run from its sources: the server is then the one that the repository's build left. */
  readonly development: boolean;
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** The environment; only what leads to an installed .NET runtime is read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Finds the server's program, and throws a ServerProblem where it cannot be run. */
export function findServer(where: Surroundings): ServerProgram {
  const program = choose(where);
  check(program, where);
  return program;
}

function choose(where: Surroundings): ServerProgram {
  const { setting, extensionFolder, development, platform } = where;
  const name = platform === 'win32' ? 'dockerlsp.exe' : 'dockerlsp';
  const wanted = setting.trim();
  if (wanted !== '') {
    if (!path.isAbsolute(wanted)) {
      throw new ServerProblem(`The setting dockerlsp.server.path has to be an absolute path; it is "${wanted}".`);
    }
    return { file: wanted, args: [], bundled: false };
  }
  const folder = development ? path.join(extensionFolder, '..', 'artifacts', 'bin') : path.join(extensionFolder, 'server');
  const native = path.join(folder, name);
  const managed = path.join(folder, 'dockerlsp.dll');
  // The package for every platform holds no native program.
  return !fs.existsSync(native) && fs.existsSync(managed) ? { file: findRuntime(where), args: [managed], bundled: true } : { file: native, args: [], bundled: true };
}

/** The `dotnet` of this machine. */
function findRuntime({ environment, platform }: Surroundings): string {
  const usual = platform === 'win32' ? ['C:\\Program Files\\dotnet'] : ['/usr/lib/dotnet', '/usr/share/dotnet', '/usr/local/share/dotnet'];
  const folders = [environment.DOTNET_ROOT, ...(environment.PATH ?? '').split(path.delimiter), ...usual];
  const found = folders
    .filter((folder): folder is string => folder !== undefined && path.isAbsolute(folder)) // a relative one would be looked for in whatever folder this is
    .map((folder) => path.join(folder, platform === 'win32' ? 'dotnet.exe' : 'dotnet'))
    .find((file) => fs.existsSync(file));
  if (found === undefined) {
    throw new ServerProblem('This package of the extension needs the .NET runtime 10: get it from https://dot.net/download, or install the package for this platform, which needs nothing.');
  }
  return found;
}

function check(program: ServerProgram, where: Surroundings): void {
  const stat = fs.statSync(program.file, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new ServerProblem(program.bundled
      ? `This extension came without a server for ${platformName(where)}. Install its package for that platform, or name a dockerlsp program in the setting dockerlsp.server.path.`
      : `The setting dockerlsp.server.path names ${program.file}, which does not exist.`);
  }
  if (!stat.isFile()) {
    throw new ServerProblem(`The setting dockerlsp.server.path names ${program.file}, which is a folder: name the program in it.`);
  }
  if (where.platform !== 'win32' && !mayExecute(program.file)) {
    throw new ServerProblem(`${program.file} is not executable: run chmod +x on it, then restart the server.`);
  }
  // Asked here and not left to the system: Unix hands what it cannot run to a shell, which makes nonsense of it.
  const target = builtFor(program.file);
  if (target !== undefined && (target.platform !== where.platform || (target.architecture ?? where.architecture) !== where.architecture)) {
    throw new ServerProblem(`${program.file} was built for ${[target.platform, target.architecture].join('-').replace(/-$/, '')}, and this is ${platformName(where)}: ${program.bundled
      ? 'install the package of this extension for that platform' : 'name another program in the setting dockerlsp.server.path'}.`);
  }
}

function mayExecute(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What to say when the operating system refuses to run a program that passed findServer. */
export function explainSpawnError(file: string, error: NodeJS.ErrnoException, where: Pick<Surroundings, 'platform' | 'architecture'>): string {
  switch (error.code) {
    // The program is there: what is missing is the loader that its first lines name.
    case 'ENOENT':
      return `${file} was built for another system than this one (${platformName(where)}).`;
    case 'EACCES':
    case 'EPERM':
      return `The system does not let ${file} run (${error.code}).`;
    default:
      return `${file} could not be started: ${error.message}.`;
  }
}

const platformName = ({ platform, architecture }: Pick<Surroundings, 'platform' | 'architecture'>) => `${platform}-${architecture}`;
