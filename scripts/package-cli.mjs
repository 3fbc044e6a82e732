// npm run package:cli: the command line for those who have no VS Code. In artifacts/cli: an archive with man page and shell
// completions, the npm packages (npx dockerlsp) and the .NET tool (dotnet tool install dockerlsp).
import fs from 'node:fs';
import path from 'node:path';
import { version } from './lib/extension.mjs';
import { artifacts, root, serverProject, shown } from './lib/paths.mjs';
import { executable, targets, vscodeTarget } from './lib/platform.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { heading, main, mustCapture, mustRun } from './lib/run.mjs';
import { buildNative, quiet, restore } from './lib/server.mjs';

const output = path.join(artifacts, 'cli');

await main(async () => {
  requireNode();
  const { server } = await buildNative();
  restore();
  fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  await archive(server);
  await npmPackages(server);
  await dotnetTool();
  console.log(`${shown(output)} holds ${fs.readdirSync(output).join(', ')}`);
});

async function archive(server) {
  heading('archive');
  const name = `dockerlsp-${vscodeTarget}-${version}`;
  const folder = stage(name);
  copy(server, path.join(folder, executable('dockerlsp')), 0o755);
  copy(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  copy(path.join(root, 'README.md'), path.join(folder, 'README.md'));
  copy(path.join(root, 'packaging', 'man', 'dockerlsp.1'), path.join(folder, 'man', 'man1', 'dockerlsp.1'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    fs.mkdirSync(path.join(folder, 'completions'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'completions', `dockerlsp.${shell}`), mustCapture(server, ['completion', shell]));
  }
  await mustRun('tar', ['-czf', path.join(output, `${name}.tar.gz`), '-C', path.dirname(folder), name]);
}

async function npmPackages(server) {
  heading('npm packages');
  const platform = stage(`dockerlsp-${vscodeTarget}`);
  copy(server, path.join(platform, executable('dockerlsp')), 0o755);
  write(platform, {
    name: `dockerlsp-${vscodeTarget}`, version, license: 'MIT', description: `The program of dockerlsp for ${vscodeTarget}`,
    os: [process.platform], cpu: [process.arch], ...libc(), files: [executable('dockerlsp')],
  });
  const common = stage('dockerlsp');
  fs.cpSync(path.join(root, 'packaging', 'npm'), common, { recursive: true });
  const manifest = JSON.parse(fs.readFileSync(path.join(common, 'package.json'), 'utf8'));
  write(common, { ...manifest, version, optionalDependencies: Object.fromEntries(targets.map((target) => [`dockerlsp-${target}`, version])) });
  for (const folder of [platform, common]) {
    copy(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
    await mustRun('npm', ['pack', '--silent', '--pack-destination', output], { cwd: folder });
  }
}

/** Both kinds of Linux have the same name in npm; the C library tells them apart. */
function libc() {
  return process.platform === 'linux' ? { libc: [vscodeTarget.startsWith('alpine') ? 'musl' : 'glibc'] } : {};
}

/** A tool runs on whatever runtime there is: managed, and the same for every platform. */
async function dotnetTool() {
  heading('.NET tool');
  await mustRun('dotnet', ['pack', serverProject, '-c', 'Release', '-o', output, '-p:AsTool=true', '-p:PublishAot=false', '-p:RuntimeIdentifiers=',
    '-p:RestoreLockedMode=false', '-p:NuGetLockFilePath=obj/tool/packages.lock.json',
    '-p:BaseIntermediateOutputPath=obj/tool/', ...quiet]);
}

function stage(name) {
  const folder = path.join(artifacts, 'cli-stage', name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function copy(from, to, mode) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, to);
  if (mode !== undefined) {
    fs.chmodSync(to, mode);
  }
}

function write(folder, manifest) {
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
