// The test suites. Each runs with its output on the terminal and gives { passed, failed }.
import fs from 'node:fs';
import path from 'node:path';
import { bundleTests } from './extension.mjs';
import { extension, root, solution, testResults } from './paths.mjs';
import { countTap, countTrx } from './results.mjs';
import { capture, heading, run } from './run.mjs';

/** Expects the solution to be built. */
export async function dotnetTests() {
  heading('dotnet test');
  const folder = path.join(testResults, 'dotnet');
  fs.rmSync(folder, { recursive: true, force: true });
  const status = await run('dotnet', ['test', solution, '-c', 'Release', '--no-build', '--nologo',
    '--logger', 'trx', '--results-directory', folder]);
  const reports = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.trx')) : [];
  const counts = reports.map((name) => countTrx(fs.readFileSync(path.join(folder, name), 'utf8')));
  return close('dotnet test', status, counts.reduce(add, { passed: 0, failed: 0 }));
}

export async function unitTests() {
  heading('unit tests of the extension and of the scripts');
  const scripts = fs.readdirSync(path.join(root, 'scripts', 'test')).filter((name) => name.endsWith('.test.mjs'));
  return nodeTests('unit', [...await bundleTests(), ...scripts.map((name) => path.join(root, 'scripts', 'test', name))]);
}

/** What drives the server from outside, with the program that each needs. */
const outside = [
  { file: 'editors/neovim.test.mjs', program: 'nvim', what: 'the test in Neovim' },
  { file: 'editors/emacs.test.mjs', program: 'emacs', what: 'the test in Emacs', needs: 'emacs or eglot', works: ['--batch', '--eval', '(progn (package-initialize) (require (quote eglot)))'] },
  // Hundreds of packages: CI goes without.
  {
    file: 'editors/kate.test.mjs', program: 'sh', what: 'the test in Kate', isOptional: true,
    works: ['-c', 'for program in kate Xvfb xdotool dbus-run-session; do command -v $program || exit 1; done'], needs: 'kate, Xvfb, xdotool or dbus-run-session',
  },
  { file: 'pipelines/pre-commit.test.mjs', program: 'pre-commit', what: 'the test of the pre-commit hooks' },
  { file: 'pipelines/zsh.test.mjs', program: 'zsh', what: 'the test of the completions of zsh' },
  { file: 'pipelines/fish.test.mjs', program: 'fish', what: 'the test of the completions of fish' },
];

/** Other editors, pre-commit, and shells, with the server that buildServer gave; those that are not installed are left out, except in CI. */
export async function outsideTests({ server }) {
  heading('tests in other editors, in pre-commit and in shells');
  const files = [];
  for (const { file, program, what, works, needs, isOptional } of outside) {
    if ((process.env.CI === 'true' && isOptional !== true) || capture(program, works ?? ['--version']).status === 0) {
      files.push(path.join(root, 'tests', ...file.split('/')));
    } else {
      console.log(`Left out ${what}: ${needs ?? program} is not installed.`);
    }
  }
  return files.length === 0 ? undefined : nodeTests('outside', files, { env: { DOCKERLSP_SERVER: server } });
}

/** Installs what npm run package:cli left in the folder. */
export async function packageTests(folder) {
  heading('tests of the packages');
  return nodeTests('packages', [path.join(root, 'tests', 'pipelines', 'packages.test.mjs')], { env: { DOCKERLSP_PACKAGES: folder } });
}

/** The workbench is described by `env`: see client-vscode/test/e2e. `only`: these files; `pattern`: what the names of the tests match. */
export async function workbenchTests(env, only, pattern) {
  heading('end-to-end tests in a real VS Code workbench');
  const folder = path.join(extension, 'test', 'e2e');
  const files = only ?? fs.readdirSync(folder).filter((name) => name.endsWith('.test.mjs') && name !== 'universal.test.mjs').sort();
  return nodeTests('e2e', files.map((name) => path.join(folder, name)), { env },
    pattern === undefined ? [] : [`--test-name-pattern=${pattern}`]);
}

async function nodeTests(name, files, options, further = []) {
  fs.mkdirSync(testResults, { recursive: true });
  const report = path.join(testResults, `${name}.tap`);
  fs.rmSync(report, { force: true });
  // One after the other: two browsers would only slow each other down.
  const status = await run(process.execPath, ['--test', '--test-concurrency=1', ...further,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${report}`, ...files], options);
  return close(name, status, fs.existsSync(report) ? countTap(fs.readFileSync(report, 'utf8')) : { passed: 0, failed: 0 });
}

/** A runner that broke, or that ran no test, has failed whatever it counted. */
function close(name, status, { passed, failed }) {
  if (failed === 0 && (status !== 0 || passed === 0)) {
    console.error(status !== 0 ? `${name} ended with status ${status}.` : `${name} ran no test.`);
    return { passed, failed: 1 };
  }
  return { passed, failed };
}

export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
