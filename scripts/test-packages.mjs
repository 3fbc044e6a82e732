// npm run test:packages: the npm packages, the .NET tool and the release archive of npm run package:cli, and the universal VSIX,
// installed and used.
import path from 'node:path';
import { installExtensionPackages } from './lib/extension.mjs';
import { artifacts, root } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { closingLine } from './lib/results.mjs';
import { main, mustRun } from './lib/run.mjs';
import { buildPortable } from './lib/server.mjs';
import { add, packageTests } from './lib/suites.mjs';
import { universalTest } from './lib/workbench.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  await mustRun(process.execPath, [path.join(root, 'scripts', 'package-cli.mjs')]);
  const packages = await packageTests(path.join(artifacts, 'cli'));
  await installExtensionPackages();
  const universal = await universalTest(await buildPortable());
  const result = universal === undefined ? packages : add(packages, universal);
  console.log(closingLine(result));
  return result.failed === 0 ? 0 : 1;
});
