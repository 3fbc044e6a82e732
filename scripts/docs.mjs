// npm run docs: writes what is made of the rule catalogue: docs/rules and the schema of the configuration file.
import { solution } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { main, mustRun } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  restore();
  await mustRun('dotnet', ['test', solution, '--no-restore', '--nologo', '-v', 'q', '--filter', 'FullyQualifiedName~Docs_are_made|FullyQualifiedName~Published_'], {
    env: { ...process.env, DOCKERLSP_UPDATE: '1' },
  });
});
