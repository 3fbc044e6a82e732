// npm run prove -- DIR: runs every safe fix of every Dockerfile of a folder before and after, with commands that record
// their calls, and reports where the two builds part. npm run prove -- --generated N [FIRST] does so with generated Dockerfiles.
import fs from 'node:fs';
import path from 'node:path';
import { artifacts, root } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { main, Problem, run } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

const usage = 'Usage: npm run prove -- DIR, or npm run prove -- --generated N [FIRST]';

function environmentOf(given) {
  if (given[0] === '--generated' && /^\d+$/.test(given[1] ?? '')) {
    return { DOCKERLSP_PROVE: given[1], DOCKERLSP_PROVE_FROM: given[2] ?? '0' };
  }
  if (given.length !== 1 || given[0].startsWith('-')) {
    throw new Problem(usage);
  }
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), given[0]);
  if (!fs.existsSync(folder)) {
    throw new Problem(`There is no folder ${given[0]}.`);
  }
  return { DOCKERLSP_PROVE_FOLDER: folder };
}

await main(async (given) => {
  requireNode();
  requireDotnet();
  const chosen = environmentOf(given);
  restore();
  fs.mkdirSync(artifacts, { recursive: true });
  const report = path.join(artifacts, 'prove.txt');
  fs.rmSync(report, { force: true });
  const status = await run('dotnet', [
    'test', path.join(root, 'tests', 'DockerLsp.Tests'), '-c', 'Release', '--no-restore', '--nologo', '--verbosity', 'quiet',
    '--filter', 'FullyQualifiedName~Behaviour.ProveTests',
  ], { env: { ...chosen, DOCKERLSP_PROVE_REPORT: report }, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!fs.existsSync(report)) {
    throw new Problem('Nothing was proven: this machine cannot run builds apart, or the tests do not compile (npm test says which).');
  }
  process.stdout.write(fs.readFileSync(report, 'utf8'));
  return status === 0 ? 0 : 1;
});
