// The VS Code extension: its npm packages, its bundle, the file that people install.
import fs from 'node:fs';
import path from 'node:path';
import { artifacts, example, extension, root, shown } from './paths.mjs';
import { executable, vscodeTarget } from './platform.mjs';
import { heading, mustRun } from './run.mjs';

const modules = path.join(extension, 'node_modules');
export const version = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8')).version;

/** What npm run package makes. */
export const packageFile = path.join(artifacts, `dockerlsp-${vscodeTarget}-${version}.vsix`);

/** npm ci, unless what is installed is newer than the lock file. None of the packages needs its install script. */
export async function installExtensionPackages() {
  const lock = path.join(extension, 'package-lock.json');
  const stamp = path.join(modules, '.package-lock.json'); // npm writes it last
  if (fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs >= fs.statSync(lock).mtimeMs) {
    return;
  }
  heading('npm ci (client-vscode)');
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: extension });
}

/** Runs a program of the extension's packages. */
export const runTool = (script, args, options) =>
  mustRun(process.execPath, [path.join(modules, ...script.split('/')), ...args], { cwd: extension, ...options });

export const typeCheck = () => runTool('typescript/bin/tsc', ['--noEmit']);
export const lint = () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']);

/** client-vscode/out/extension.js: all that VS Code loads. */
export const bundle = () => mustRun(process.execPath, ['esbuild.mjs', 'extension'], { cwd: extension });

/** Bundles the unit tests, one file each; gives the files. */
export async function bundleTests() {
  const output = path.join(extension, 'out', 'test');
  fs.rmSync(output, { recursive: true, force: true });
  await mustRun(process.execPath, ['esbuild.mjs', 'tests'], { cwd: extension });
  return fs.readdirSync(output).filter((name) => name.endsWith('.js')).sort().map((name) => path.join(output, name));
}

/**
 * Makes the VSIX from a folder of its own that holds what people get and nothing else.
 * `server` is what buildServer gave.
 */
export async function makePackage(server) {
  const file = server.native ? packageFile
    : server.portable ? path.join(artifacts, `dockerlsp-universal-${version}.vsix`)
      : packageFile.replace(/\.vsix$/, '-managed.vsix');
  heading(`package ${shown(file)}`);
  await bundle();

  const stage = path.join(artifacts, 'vsix');
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  for (const name of ['package.json', 'README.md', 'CHANGELOG.md', 'icon.png']) {
    fs.copyFileSync(path.join(extension, name), path.join(stage, name));
  }
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(stage, 'LICENSE'));
  for (const folder of ['media', 'schemas']) {
    fs.cpSync(path.join(extension, folder), path.join(stage, folder), { recursive: true });
  }
  fs.copyFileSync(example, path.join(stage, 'media', 'example.Dockerfile'));
  fs.mkdirSync(path.join(stage, 'out'));
  fs.copyFileSync(path.join(extension, 'out', 'extension.js'), path.join(stage, 'out', 'extension.js'));
  fs.cpSync(server.folder, path.join(stage, 'server'), { recursive: true });
  if (!server.portable) {
    fs.chmodSync(path.join(stage, 'server', executable('dockerlsp')), 0o755);
  }

  fs.writeFileSync(path.join(stage, '.vscodeignore'), ''); // vsce asks for one; all that is here belongs in

  await runTool('@vscode/vsce/vsce', ['package', ...server.portable ? [] : ['--target', vscodeTarget], '--no-dependencies',
    // The README stands in a folder of the repository; vsce takes its links for links from the root.
    '--baseImagesUrl', 'https://github.com/dockerlsp/dockerlsp/raw/HEAD/client-vscode', '--baseContentUrl', 'https://github.com/dockerlsp/dockerlsp/blob/HEAD/client-vscode',
    '--allow-missing-repository', '--out', file], { cwd: stage });
  return file;
}
