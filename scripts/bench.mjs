// npm run bench [-- OPTIONS of BenchmarkDotNet]: all benchmarks, unless --filter says which.
import { benchmarkProject } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { main, run } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

await main(async (given) => {
  requireNode();
  requireDotnet();
  restore();
  const options = given.length > 0 ? given : ['--filter', '*'];
  return run('dotnet', ['run', '--project', benchmarkProject, '-c', 'Release', '--no-restore', '--', ...options]);
});
