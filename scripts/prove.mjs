// npm run prove -- DIR: runs every safe fix of every Dockerfile of a folder before and after, with commands that record
// their calls, and reports where the two builds part. npm run prove -- --generated N [FIRST] does so with generated Dockerfiles.
// npm run prove -- --edits N [DIR]: N random edits of generated Dockerfiles, and N of those of a folder, after each of which all that is
// known must be what a fresh start would know. They are others at each run.
import fs from 'node:fs';
import path from 'node:path';
import { artifacts, root } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { main, Problem, run } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

const usage = 'Usage: npm run prove -- DIR, or npm run prove -- --generated N [FIRST], or npm run prove -- --edits N [DIR]';

function environmentOf(given) {
  if (given[0] === '--generated' && /^\d+$/.test(given[1] ?? '')) {
    return { DOCKERLSP_PROVE: given[1], DOCKERLSP_PROVE_FROM: given[2] ?? '0' };
  }
  if (given.length !== 1 || given[0].startsWith('-')) {
    throw new Problem(usage);
  }
  return { DOCKERLSP_PROVE_FOLDER: folderOf(given[0]) };
}

function folderOf(given) {
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!fs.existsSync(folder)) {
    throw new Problem(`There is no folder ${given}.`);
  }
  return folder;
}

async function proveEdits(count, folder) {
  const status = await test('Engine.IncrementalAnalysisTests', {
    DOCKERLSP_EDITS: count,
    ...(folder ? { DOCKERLSP_CORPUS: folderOf(folder) } : {}),
    // 256 MB between two collections: hardly anything lives longer than an edit.
    DOTNET_GCgen0size: '10000000',
  }, 'inherit');
  console.log(status === 0 ? `${count} edits: all is as after a fresh start.` : 'The text, the edits and their seed stand above.');
  return status === 0 ? 0 : 1;
}

const test = (name, env, output) => run('dotnet', [
  'test', path.join(root, 'tests', 'DockerLsp.Tests'), '-c', 'Release', '--no-restore', '--nologo', '--verbosity', 'quiet',
  '--filter', `FullyQualifiedName~${name}`,
], { env, stdio: ['ignore', output, 'inherit'] });

await main(async (given) => {
  requireNode();
  requireDotnet();
  if (given[0] === '--edits' && /^\d+$/.test(given[1] ?? '')) {
    restore();
    return proveEdits(given[1], given[2]);
  }
  const chosen = environmentOf(given);
  restore();
  fs.mkdirSync(artifacts, { recursive: true });
  const report = path.join(artifacts, 'prove.txt');
  fs.rmSync(report, { force: true });
  const status = await test('Behaviour.ProveTests', { ...chosen, DOCKERLSP_PROVE_REPORT: report }, 'ignore');
  if (!fs.existsSync(report)) {
    throw new Problem('Nothing was proven: this machine cannot run builds apart, or the tests do not compile (npm test says which).');
  }
  process.stdout.write(fs.readFileSync(report, 'utf8'));
  return status === 0 ? 0 : 1;
});
