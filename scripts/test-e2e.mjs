// npm run test:e2e: the packaged extension, driven in a real VS Code workbench. Pictures go to artifacts/e2e.
// npm run test:e2e -- PATTERN: those tests whose names match; the pictures of the others stay.
import { installExtensionPackages } from './lib/extension.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { closingLine } from './lib/results.mjs';
import { main } from './lib/run.mjs';
import { buildServer } from './lib/server.mjs';
import { runEndToEnd } from './lib/workbench.mjs';

await main(async ([pattern]) => {
  requireNode();
  const server = await buildServer();
  await installExtensionPackages();
  const result = await runEndToEnd(server, pattern);
  console.log(closingLine(result));
  return result.failed === 0 ? 0 : 1;
});
