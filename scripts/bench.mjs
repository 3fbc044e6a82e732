// npm run bench [-- --no-peers] [-- --lsp [--lines 300,5000,50000] | --cli | --engine [OPTIONS of BenchmarkDotNet]]
// The language server and the command line beside those of others, then the engine's own benchmarks. Peers are fetched into
// artifacts/bench; whatever cannot be fetched is left out.
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

await main(async (given) => {
  requireNode();
  requireDotnet();
  const parts = ['--lsp', '--cli', '--engine'].filter((part) => given.includes(part));
  const wants = (part) => parts.length === 0 || parts.includes(part);
  const peers = given.includes('--no-peers') || !(wants('--lsp') || wants('--cli')) ? [] : fetchPeers();
  if (wants('--lsp')) {
    await benchServers(peers, sizes(given));
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

function sizes(given) {
  const at = given.indexOf('--lines');
  const lines = at < 0 ? [300, 5_000, 50_000] : (given[at + 1] ?? '').split(',').map(Number);
  if (lines.some((count) => !Number.isInteger(count) || count < 20)) {
    throw new Problem('--lines takes whole numbers of 20 or more, separated by commas.');
  }
  return lines;
}

async function benchServers(peers, sizesInLines) {
  heading('Language servers, one key at a time');
  const servers = [{ name: 'dockerlsp', server: [ours(), 'lsp'] }, ...peers];
  for (const lines of sizesInLines) {
    const text = synthetic(lines);
    const rows = [];
    for (const { name, server } of servers) {
      try {
        rows.push({ name, ...await measure(server, text, lines > 5_000 ? 60 : 200) });
      } catch (error) {
        console.log(`${name}, ${lines} lines: ${error.message}`);
      }
    }
    const base = rows[0];
    print(
      `${lines} lines`,
      ['', 'initialize ms', 'open ms', 'key p50 ms', 'key p99 ms', 'first byte ms', 'CPU ms a key', 'hover p99 ms', 'MiB', 'findings', 'bytes each', 'CPU, ratio'],
      rows.map((row) => [
        row.name, ...[row.initialized, row.opened, row.p50, row.p99, row.first, row.cpu, row.hover, row.memory].map(number),
        String(row.findings), number(row.bytes), number(row.cpu / base.cpu),
      ]));
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
  const programs = [{ name: 'dockerlsp', command: [ours(), 'lint', '--shellcheck', 'off', '--fail-on', 'never', tree] }];
  for (const peer of peers) {
    if (peer.lint) {
      programs.push({ name: peer.name, command: peer.lint(tree) });
    }
  }
  const times = new Map(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < 3; round++) {
    for (const { name, command: [program, ...args] } of programs) {
      const before = performance.now();
      const usage = process.resourceUsage();
      await run(program, args, { stdio: 'ignore' });
      times.get(name).push({ wall: performance.now() - before, usage });
    }
  }
  const base = quantile(times.get('dockerlsp').map((t) => t.wall), 0.5);
  print('lint', ['', 'seconds', 'ratio'], programs.map(({ name }) => {
    const wall = quantile(times.get(name).map((t) => t.wall), 0.5);
    return [name, number(wall / 1000), number(wall / base)];
  }));
}

function number(value) {
  return Number.isFinite(value) ? value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2) : '-';
}

function print(title, head, rows) {
  console.log(`\n${title} (${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} threads)\n`);
  for (const row of [head, head.map(() => '---'), ...rows]) {
    console.log(`| ${row.join(' | ')} |`);
  }
}
