// Running programs, and ending a script with a message instead of a stack trace.
import { spawn, spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/** Something that the person at the keyboard can mend; its message says how. */
export class Problem extends Error {}

const windows = process.platform === 'win32';

/** npm is a command file on Windows, which only a shell starts. */
const needsShell = (program) => windows && program === 'npm';

const environment = {
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1',
  // A build server left behind keeps files open and a core busy after the script has ended.
  MSBUILDDISABLENODEREUSE: '1',
  ...process.env,
};

/** Runs a program with its output on the terminal; gives its exit status. */
export function run(program, args, { cwd = root, env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio,
      env: { ...environment, ...env },
      shell: needsShell(program),
    });
    child.once('error', (error) => reject(new Problem(`${program} could not be started: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

/** Like run, but a status other than 0 ends the script. */
export async function mustRun(program, args, options) {
  const status = await run(program, args, options);
  if (status !== 0) {
    throw new Problem(`\`${[program, ...args].join(' ')}\` ended with status ${status}; its output is above.`);
  }
}

/** Runs a program in silence; gives its status and what it printed. A program that is not there has status -1. */
export function capture(program, args, { cwd = root, env = {} } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...environment, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: needsShell(program),
  });
  return {
    status: result.error ? -1 : result.status ?? -1,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
  };
}

/** Like capture, but shows what was printed and ends the script unless the status is 0. */
export function mustCapture(program, args, options) {
  const result = capture(program, args, options);
  if (result.status !== 0) {
    process.stderr.write(result.stdout + result.stderr);
    throw new Problem(`\`${[program, ...args].join(' ')}\` ended with status ${result.status}.`);
  }
  return result.stdout;
}

const bold = (text) => (process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text);

/** A line that says what comes next. */
export const heading = (text) => console.log(bold(`== ${text}`));

/** Runs a script's main function; a Problem becomes one line on standard error. */
export async function main(body) {
  try {
    process.exitCode = (await body(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}
