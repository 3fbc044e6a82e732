// npm run test:packages: what npm run package:cli left, installed from its files as a person would, without the network.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const packages = process.env.DOCKERLSP_PACKAGES;
const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n';

let folder;

before(() => { folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-packages-')); });
after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

const find = (pattern) => {
  const names = fs.readdirSync(packages).filter((name) => pattern.test(name));
  assert.equal(names.length, 1, `${pattern} among ${fs.readdirSync(packages).join(', ')}`);
  return path.join(packages, names[0]);
};

function place(name) {
  const own = path.join(folder, name);
  fs.mkdirSync(own);
  fs.writeFileSync(path.join(own, 'Dockerfile'), bad);
  return own;
}

/** lint finds, and the language server answers and ends. */
async function works(command, args, cwd) {
  const lint = spawnSync(command, [...args, 'lint', '--format', 'json', 'Dockerfile'], { cwd, encoding: 'utf8' });
  assert.equal(lint.status, 1, lint.stdout + lint.stderr);
  assert.ok(JSON.parse(lint.stdout).some(({ rule }) => rule === 'DLS1002'), lint.stdout);

  const server = spawn(command, [...args, 'lsp'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  let onOutput = () => {};
  server.stdout.on('data', (chunk) => { output += chunk; onOutput(); });
  // Not its exit: what it wrote last may still be on the way then.
  const ended = new Promise((resolve) => { server.once('close', (status) => { onOutput(); resolve(status); }); });
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  /** Sends a request and waits for its answer, as clients do. */
  const ask = async (id, method, params) => {
    send({ id, method, params });
    const answered = new RegExp(`"id":\\s*${id}\\b`);
    while (!answered.test(output) && server.exitCode === null) {
      await new Promise((resolve) => { onOutput = resolve; });
    }
  };

  await ask(1, 'initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  send({ method: 'initialized', params: {} });
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri: 'file:///x/Dockerfile', languageId: 'dockerfile', version: 1, text: bad } } });
  await ask(2, 'textDocument/hover', { textDocument: { uri: 'file:///x/Dockerfile' }, position: { line: 1, character: 5 } });
  await ask(3, 'shutdown');
  send({ method: 'exit' });
  assert.equal(await ended, 0, output);
  assert.match(output, /"serverInfo":\s*\{\s*"name":\s*"dockerlsp"/);
  assert.match(output, /"contents":/);
}

test('npm: the launcher and the package of this platform', async () => {
  const own = place('npm');
  fs.writeFileSync(path.join(own, 'package.json'), '{ "private": true }');
  const files = [find(/^dockerlsp-\d.*\.tgz$/), find(new RegExp(`^dockerlsp-(${process.platform}|alpine)-${process.arch}-.*\\.tgz$`))];
  // The packages of the other platforms are in no registry: npm leaves them out, as it does those that do not fit.
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel', 'error', ...files], { cwd: own, stdio: 'inherit' });
  await works('npx', ['--offline', 'dockerlsp'], own);
});

test('npm: without the package of this platform the launcher says what to do', () => {
  const own = place('npm-alone');
  fs.writeFileSync(path.join(own, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--omit=optional', '--no-audit', '--no-fund', '--loglevel', 'error', find(/^dockerlsp-\d.*\.tgz$/)], { cwd: own, stdio: 'inherit' });
  const { status, stderr } = spawnSync('npx', ['--offline', 'dockerlsp', 'lint', 'Dockerfile'], { cwd: own, encoding: 'utf8' });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^dockerlsp: the package dockerlsp-[a-z0-9]+-[a-z0-9]+ is not installed/m);
});

test('.NET: the tool from a folder of packages', async () => {
  const own = place('dotnet');
  fs.writeFileSync(path.join(own, 'nuget.config'), `<configuration><packageSources><clear /><add key="here" value="${packages}" /></packageSources></configuration>`);
  const version = /dockerlsp\.(.+)\.nupkg$/.exec(find(/\.nupkg$/))[1];
  execFileSync('dotnet', ['tool', 'install', 'dockerlsp', '--version', version, '--tool-path', path.join(own, 'tools'), '--configfile', path.join(own, 'nuget.config')], {
    cwd: own, stdio: 'inherit', env: { ...process.env, NUGET_PACKAGES: path.join(own, 'cache'), DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
  });
  await works(path.join(own, 'tools', 'dockerlsp'), [], own);
});

test('archive: the program, its man page, its completions', async () => {
  const own = place('archive');
  execFileSync('tar', ['-xzf', find(/\.tar\.gz$/)], { cwd: own });
  const [name] = fs.readdirSync(own).filter((entry) => entry !== 'Dockerfile');
  const inside = (...parts) => path.join(own, name, ...parts);
  await works(inside('dockerlsp'), [], own);
  const page = spawnSync('man', ['--warnings', '--local-file', inside('man', 'man1', 'dockerlsp.1')], { encoding: 'utf8', env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' } });
  if (page.error === undefined) { // man is not everywhere
    assert.equal(page.stderr, '');
    assert.match(page.stdout, /dockerlsp lint/);
  }
  for (const shell of ['bash', 'zsh', 'fish']) {
    const file = inside('completions', `dockerlsp.${shell}`);
    assert.match(fs.readFileSync(file, 'utf8'), /lint/);
    const check = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    assert.ok(check.error !== undefined || check.status === 0, `${shell} -n: ${check.stderr}`);
  }
  const completed = execFileSync('bash', ['-c', '. "$1"; COMP_WORDS=(dockerlsp li); COMP_CWORD=1; _dockerlsp; echo "${COMPREPLY[*]}"', 'bash', inside('completions', 'dockerlsp.bash')], { encoding: 'utf8' });
  assert.equal(completed.trim(), 'lint');
});
