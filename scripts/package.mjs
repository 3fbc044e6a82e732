// npm run package: artifacts/dockerlsp-<platform>-<version>.vsix, with the native server inside.
// npm run package -- --universal: one for every platform, which runs by the .NET runtime that is installed there.
import { installExtensionPackages, makePackage } from './lib/extension.mjs';
import { shown } from './lib/paths.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { main } from './lib/run.mjs';
import { buildNative, buildPortable } from './lib/server.mjs';

await main(async (args) => {
  requireNode();
  const server = await (args.includes('--universal') ? buildPortable() : buildNative());
  await installExtensionPackages();
  const file = await makePackage(server);
  console.log(`Install it: code --install-extension ${shown(file)}`);
});
