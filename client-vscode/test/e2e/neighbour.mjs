// An extension that has the name of Microsoft's Container Tools and does nothing.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const vsce = fileURLToPath(new URL('../../node_modules/@vscode/vsce/vsce', import.meta.url));

/** Packages it in a folder of its own; gives the VSIX. */
export async function makeNeighbour(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({
    name: 'vscode-containers', publisher: 'ms-azuretools', version: '99.0.0', engines: { vscode: '^1.91.0' }, description: 'Stands in for an extension',
  }));
  fs.writeFileSync(path.join(folder, 'README.md'), 'Stands in for an extension in a test.\n');
  const file = path.join(folder, 'neighbour.vsix');
  await promisify(execFile)(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file], { cwd: folder });
  return file;
}
