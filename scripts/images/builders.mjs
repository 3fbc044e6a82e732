// The two builders: buildah, and BuildKit in the Docker engine of Debian's own packages, unpacked and not installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { capture, heading, Problem } from '../lib/run.mjs';
import { home } from './state.mjs';

const store = ['--root', path.join(home, 'storage'), '--runroot', path.join(home, 'run'), '--storage-driver', 'overlay'];
const engine = path.join(home, 'docker');
const socket = `unix://${engine}/sock`;
const patience = 540_000;

/** Runs buildah on the measurements' own store. */
export function buildah(args, options) {
  return execute('buildah', [...store, ...args], options);
}

/** Runs the docker client against the engine that startEngine started. */
export function docker(args, options = {}) {
  const bin = path.join(engine, 'x', 'usr', 'bin');
  return execute(path.join(bin, 'docker'), args, {
    ...options, env: { DOCKER_HOST: socket, DOCKER_BUILDKIT: '1', DOCKER_CONFIG: path.join(engine, 'config'), BUILDKIT_PROGRESS: 'plain', PATH: `${bin}:${process.env.PATH}` },
  });
}

function execute(program, args, { cwd, env = {}, input } = {}) {
  const result = spawnSync(program, args, {
    cwd, input, timeout: patience, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...process.env, ...env },
  });
  return { status: result.error ? -1 : result.status ?? -1, output: (result.stdout ?? '') + (result.stderr ?? ''), stdout: result.stdout ?? '', error: result.error };
}

export function mustBuildah(args, options) {
  const result = buildah(args, options);
  if (result.status !== 0) {
    throw new Problem(`buildah ${args.join(' ')} ended with status ${result.status}:\n${result.output.slice(-3000)}`);
  }
  return result;
}

/** Starts the engine, without a bridge and without firewall rules; gives a function that ends it. */
export async function startEngine() {
  const unpacked = path.join(engine, 'x');
  if (!fs.existsSync(path.join(unpacked, 'usr', 'sbin', 'dockerd'))) {
    heading('unpack docker.io, containerd and runc of Debian');
    fs.mkdirSync(unpacked, { recursive: true });
    const got = capture('apt-get', ['download', '-q', 'docker.io', 'containerd', 'runc'], { cwd: engine });
    const packages = fs.readdirSync(engine).filter((name) => name.endsWith('.deb'));
    if (got.status !== 0 || packages.length < 3) {
      throw new Problem(`The packages docker.io, containerd and runc could not be downloaded:\n${got.stderr}`);
    }
    for (const name of packages) {
      capture('dpkg-deb', ['-x', path.join(engine, name), unpacked]);
      fs.rmSync(path.join(engine, name));
    }
  }
  const log = fs.openSync(path.join(engine, 'log'), 'w');
  const bin = ['usr/bin', 'usr/sbin'].map((name) => path.join(unpacked, name));
  const daemon = spawn(path.join(bin[1], 'dockerd'), [
    '--iptables=false', '--ip6tables=false', '--bridge=none', '--ip-forward=false', '--ip-masq=false', '--storage-driver=overlay2',
    '--data-root', path.join(engine, 'root'), '--exec-root', path.join(engine, 'exec'), '--pidfile', path.join(engine, 'pid'), '-H', socket,
  ], { stdio: ['ignore', log, log], detached: true, env: { ...process.env, PATH: `${bin.join(':')}:${process.env.PATH}` } });
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  let gone = false;
  void ended.then(() => { gone = true; });
  for (let i = 0; i < 120 && !gone; i++) {
    if (docker(['info']).status === 0) {
      return async () => {
        daemon.kill('SIGTERM');
        await ended;
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Problem(`The Docker engine did not start:\n${fs.readFileSync(path.join(engine, 'log'), 'utf8').split('\n').slice(-8).join('\n')}`);
}

export const engineVersion = () => docker(['version', '--format', '{{.Server.Version}}']).stdout.trim();
export const buildahVersion = () => /version (\S+)/.exec(buildah(['--version']).stdout)?.[1] ?? '';

/**
 * Builds a folder's Dockerfile with BuildKit. Gives whether it was built, and of each step of the log its stage, its number, of how
 * many, its text, and whether it was taken from the cache.
 */
export function buildWithDocker(folder, { tag, target, file, noCache } = {}) {
  const result = docker(['build', '--network', 'host', '--progress', 'plain', ...(noCache ? ['--no-cache'] : []), ...(tag ? ['-t', tag] : []),
    ...(target ? ['--target', target] : []), ...(file ? ['-f', file] : []), folder]);
  return { ok: result.status === 0, log: result.output, steps: stepsOfBuildKit(result.output) };
}

/** `#7 [build 2/4] RUN make` and later `#7 CACHED` or `#7 DONE 0.1s`. A stage without a name is called stage-0, or nothing if alone. */
export function stepsOfBuildKit(log) {
  const steps = new Map();
  for (const line of log.split('\n')) {
    const start = /^#(\d+) \[(?:(\S+) +| *)(\d+)\/(\d+)\] (.*)$/.exec(line);
    if (start) {
      steps.set(start[1], { stage: start[2], number: Number(start[3]), of: Number(start[4]), text: start[5], cached: false, ended: false, ...steps.get(start[1]) });
      continue;
    }
    const end = /^#(\d+) (CACHED|DONE|ERROR|CANCELED)\b/.exec(line);
    const step = end && steps.get(end[1]);
    if (step) {
      step.cached = step.cached || end[2] === 'CACHED';
      step.ended = true;
    }
  }
  return [...steps.values()];
}

/** Builds with buildah, layer by layer. The steps are all instructions: their stage counts from 0, their number from 1. */
export function buildWithBuildah(folder, { tag, target, file, noCache } = {}) {
  const result = buildah(['bud', '--isolation', 'chroot', '--pull-never', '--force-rm', '--layers', '--format', 'docker', '--network', 'host',
    ...(noCache ? ['--no-cache'] : []), ...(tag ? ['-t', tag] : []), ...(target ? ['--target', target] : []), '-f', file ?? path.join(folder, 'Dockerfile'), folder]);
  return { ok: result.status === 0, log: result.output, steps: stepsOfBuildah(result.output) };
}

/** `[1/2] STEP 2/5: RUN make` and then `--> Using cache …` where it was taken from the cache. */
export function stepsOfBuildah(log) {
  const steps = [];
  for (const line of log.split('\n')) {
    const start = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): (.*)$/.exec(line);
    if (start) {
      steps.push({ stage: Number(start[1] ?? 1) - 1, number: Number(start[2]), of: Number(start[3]), text: start[4], cached: false });
    } else if (line.startsWith('--> Using cache ') && steps.length > 0) {
      steps[steps.length - 1].cached = true;
    }
  }
  return steps;
}

/** Gives everything back: containers, mounts, files. */
export function clean() {
  if (fs.existsSync(path.join(home, 'storage'))) {
    buildah(['rm', '--all']);
    const overlay = path.join(home, 'storage', 'overlay');
    if (fs.readFileSync('/proc/mounts', 'utf8').includes(` ${overlay} `)) {
      capture('umount', [overlay]);
    }
  }
  if (fs.readFileSync('/proc/mounts', 'utf8').includes(` ${home}/`)) {
    throw new Problem(`Something is still mounted under ${home}.`);
  }
  fs.rmSync(home, { recursive: true, force: true });
}
