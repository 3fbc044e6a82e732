// npm run package: artifacts/dockerlsp-<platform>-<version>.vsix, with the native server inside.
import { installExtensionPackages, makePackage } from './lib/extension.mjs';
import { shown } from './lib/paths.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { main } from './lib/run.mjs';
import { buildNative } from './lib/server.mjs';

await main(async () => {
  requireNode();
  const server = await buildNative();
  await installExtensionPackages();
  const file = await makePackage(server);
  console.log(`Install it: code --install-extension ${shown(file)}`);
});
