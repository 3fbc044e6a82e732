// npm run bench [-- --no-peers] [-- --lsp [--lines 300,5000,50000] [--shellcheck] | --cli | --engine [OPTIONS of BenchmarkDotNet]]
// The language server and the command line beside those of others, then the engine's own benchmarks. Peers are fetched into
// artifacts/bench; whatever cannot be fetched is left out. ShellCheck is not run, except by the language server with --shellcheck.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measure, quantile } from './lib/lsp-driver.mjs';
import { artifacts, benchmarkProject, nativeFolder } from './lib/paths.mjs';
import { executable } from './lib/platform.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { capture, heading, main, Problem, run } from './lib/run.mjs';
import { restore } from './lib/server.mjs';
import { synthetic } from './lib/synthetic.mjs';

const folder = path.join(artifacts, 'bench');
const packages = ['dockerfile-language-server-nodejs', '@wharflab/tally-linux-x64'];

/** A program whose first run takes longer than this is run no more: its run is no worse known for its size. In seconds. */
const longRun = 15;

/** So long a run may take, in seconds. */
const longestRun = 300;

await main(async (given) => {
  requireNode();
  requireDotnet();
  const parts = ['--lsp', '--cli', '--engine'].filter((part) => given.includes(part));
  const wants = (part) => parts.length === 0 || parts.includes(part);
  const peers = given.includes('--no-peers') || !(wants('--lsp') || wants('--cli')) ? [] : fetchPeers();
  if (wants('--lsp')) {
    await benchServers(peers, sizes(given), given.includes('--shellcheck'));
  }
  if (wants('--cli')) {
    await benchCommandLine(peers);
  }
  if (!wants('--engine')) {
    return 0;
  }
  heading('The engine');
  restore();
  const options = given.filter((option) => !['--no-peers', '--lsp', '--cli', '--engine'].includes(option));
  const filter = options.length > 0 ? options : ['--job', 'short', '--filter', '*EngineBenchmarks*', '*FixBenchmarks*'];
  return run('dotnet', ['run', '--project', benchmarkProject, '-c', 'Release', '--no-restore', '--', ...filter]);
});

function ours() {
  const binary = path.join(nativeFolder, executable('dockerlsp'));
  if (!fs.existsSync(binary)) {
    throw new Problem('There is no binary to measure yet; run `npm run build` first.');
  }
  return binary;
}

function fetchPeers() {
  fs.mkdirSync(folder, { recursive: true });
  const peers = [];
  for (const name of packages) {
    const place = path.join(folder, 'node_modules', name);
    if (!fs.existsSync(place)) {
      capture('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', ...packages.filter((p) => p === name || fs.existsSync(path.join(folder, 'node_modules', p)))]);
    }
    if (!fs.existsSync(place)) {
      console.log(`${name} could not be fetched; it is left out.`);
    } else if (name.startsWith('dockerfile')) {
      peers.push({ name: 'dockerfile-language-server', server: [process.execPath, path.join(place, 'bin', 'docker-langserver'), '--stdio'] });
    } else {
      const binary = path.join(place, 'bin', 'tally');
      peers.push({ name: 'tally', server: [binary, 'lsp', '--stdio'], lint: (tree) => [binary, 'lint', '--slow-checks=off', tree] });
    }
  }
  return peers;
}

function pathWithout(program) {
  return (process.env.PATH ?? '').split(path.delimiter).filter((place) => !fs.existsSync(path.join(place, program))).join(path.delimiter);
}

function sizes(given) {
  const at = given.indexOf('--lines');
  const lines = at < 0 ? [300, 5_000, 50_000] : (given[at + 1] ?? '').split(',').map(Number);
  if (lines.some((count) => !Number.isInteger(count) || count < 20)) {
    throw new Problem('--lines takes whole numbers of 20 or more, separated by commas.');
  }
  return lines;
}

async function benchServers(peers, sizesInLines, withShellCheck) {
  heading(`Language servers, one key at a time, ${withShellCheck ? 'with' : 'without'} ShellCheck`);
  const env = withShellCheck ? process.env : { ...process.env, PATH: pathWithout(executable('shellcheck')) };
  const servers = [{ name: 'dockerlsp', server: [ours(), 'lsp'] }, ...peers];
  for (const lines of sizesInLines) {
    const rows = await measure(servers, synthetic(lines), { keys: 300, starts: 10, env });
    const base = rows[0];
    print(
      `${lines} lines`,
      ['', 'to initialize ms', 'to diagnostics ms', 'open ms', 'keys', 'key p50 ms', 'key p99 ms', 'first byte ms', 'client parses ms', 'CPU ms a key', 'CPU, ratio',
        'hover p99 ms', 'code action p99 ms', 'completion p99 ms', 'MiB', 'findings', 'bytes each'],
      rows.map((row) => [
        row.name, ...[row.initialized, row.shown, row.opened].map(number), String(row.keys), ...[row.p50, row.p99, row.first, row.parse, row.cpu, row.cpu / base.cpu].map(number),
        ...[row.after.hover, row.after.codeAction, row.after.completion, row.memory].map(number), Number.isNaN(row.findings) ? '-' : String(row.findings), number(row.bytes),
      ]));
    for (const { name, failure } of rows.filter((row) => row.failure !== undefined)) {
      console.log(`\n${name}: ${failure}`);
    }
  }
}

async function benchCommandLine(peers) {
  heading('Command lines, 1,000 files of 300 lines, without ShellCheck');
  const tree = path.join(folder, 'tree');
  fs.rmSync(tree, { recursive: true, force: true });
  for (let i = 0; i < 1000; i++) {
    const place = path.join(tree, `d${i}`);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'Dockerfile'), synthetic(300, i));
  }
  const programs = [{ name: 'dockerlsp', command: [ours(), 'lint', '--shellcheck', 'off', '--fail-on', 'never', tree], times: [] }];
  for (const peer of peers.filter(({ lint }) => lint !== undefined)) {
    programs.push({ name: peer.name, command: peer.lint(tree), times: [] });
  }
  // One after another, so that what else the machine does meets all of them.
  for (let round = 0; round < 5; round++) {
    for (const program of programs.filter(({ times }) => round === 0 || times[0] <= longRun)) {
      const [file, ...args] = program.command;
      const before = performance.now();
      const { error } = spawnSync(file, args, { stdio: 'ignore', timeout: longestRun * 1000, killSignal: 'SIGKILL' });
      program.times.push(error ? Infinity : (performance.now() - before) / 1000);
    }
  }
  const base = quantile(programs[0].times, 0.5);
  print('lint', ['', 'seconds, median', 'least', 'runs', 'ratio'], programs.map(({ name, times }) => {
    const median = quantile(times, 0.5);
    return Number.isFinite(median)
      ? [name, number(median), number(Math.min(...times)), String(times.length), number(median / base)]
      : [name, `not done in ${longestRun}`, '-', String(times.length), '-'];
  }));
}

function number(value) {
  return Number.isFinite(value) ? value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2) : '-';
}

function print(title, head, rows) {
  console.log(`\n${title} (${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} threads, load ${os.loadavg()[0].toFixed(1)})\n`);
  for (const row of [head, head.map(() => '---'), ...rows]) {
    console.log(`| ${row.join(' | ')} |`);
  }
}
