// The hooks of .pre-commit-hooks.yaml, run by pre-commit on a repository of two files.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const server = process.env.DOCKERLSP_SERVER;
const hooks = fileURLToPath(new URL('../../.pre-commit-hooks.yaml', import.meta.url));
const bad = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n';

let folder;
let environment;

before(() => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-hook-'));
  environment = {
    ...process.env,
    PATH: `${path.dirname(server)}${path.delimiter}${process.env.PATH}`,
    HOME: folder,
    PRE_COMMIT_HOME: path.join(folder, 'cache'),
    GIT_CONFIG_GLOBAL: path.join(folder, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  fs.writeFileSync(environment.GIT_CONFIG_GLOBAL, '[user]\n\tname = test\n\temail = test@example.com\n[init]\n\tdefaultBranch = main\n');

  // pre-commit clones the repository that a hook comes from: here one that holds the hooks alone.
  repository('hooks', { '.pre-commit-hooks.yaml': fs.readFileSync(hooks, 'utf8') });
  const revision = git('hooks', 'rev-parse', 'HEAD').trim();
  repository('work', {
    'app.Dockerfile': bad,
    'docs/notes.txt': bad,
    'app.Dockerfile.dockerignore': 'node_modules\n',
    '.pre-commit-config.yaml': `repos:
  - repo: ${path.join(folder, 'hooks')}
    rev: ${revision}
    hooks:
      - id: dockerlsp-lint
      - id: dockerlsp-fix
`,
  });
});

after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

function git(name, ...args) {
  return execFileSync('git', args, { cwd: path.join(folder, name), env: environment, encoding: 'utf8' });
}

function repository(name, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, name, file), text);
  }
  git(name, 'init', '--quiet');
  git(name, 'add', '.');
  git(name, 'commit', '--quiet', '-m', 'start');
}

const run = (hook) => spawnSync('pre-commit', ['run', hook, '--all-files', '--verbose'], { cwd: path.join(folder, 'work'), env: environment, encoding: 'utf8' });
const read = (name) => fs.readFileSync(path.join(folder, 'work', name), 'utf8');

test('the lint hook fails, and names the Dockerfile and its lines', () => {
  const { status, stdout, stderr } = run('dockerlsp-lint');
  assert.equal(status, 1, stdout + stderr);
  assert.match(stdout, /^app\.Dockerfile:2:\d+: warning/m);
  assert.doesNotMatch(stdout, /notes\.txt|dockerignore/);
});

test('the fix hook mends the Dockerfile and nothing else', () => {
  const { status, stdout, stderr } = run('dockerlsp-fix');
  assert.equal(status, 1, stdout + stderr); // pre-commit lets nobody commit what a hook has changed
  const fixed = spawnSync(server, ['fix', '-'], { input: bad, encoding: 'utf8' }).stdout;
  assert.notEqual(fixed, bad);
  assert.equal(read('app.Dockerfile'), fixed);
  assert.equal(read('docs/notes.txt'), bad);
});
