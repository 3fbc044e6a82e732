// npm run test:e2e: the packaged extension, driven in a real VS Code workbench. Pictures go to artifacts/e2e.
import { installExtensionPackages } from './lib/extension.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { closingLine } from './lib/results.mjs';
import { main } from './lib/run.mjs';
import { buildServer } from './lib/server.mjs';
import { runEndToEnd } from './lib/workbench.mjs';

await main(async () => {
  requireNode();
  const server = await buildServer();
  await installExtensionPackages();
  const result = await runEndToEnd(server);
  console.log(closingLine(result));
  return result.failed === 0 ? 0 : 1;
});
