// npm run build: the server in artifacts/bin, the extension's bundle in client-vscode/out.
import { bundle, installExtensionPackages } from './lib/extension.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { main } from './lib/run.mjs';
import { buildServer } from './lib/server.mjs';
import { shown } from './lib/paths.mjs';

await main(async () => {
  requireNode();
  const { server } = await buildServer();
  await installExtensionPackages();
  await bundle();
  console.log(`${shown(server)} is the server; \`npm run package\` makes the extension.`);
});
