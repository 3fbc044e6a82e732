// npm run test:packages: the npm packages, the .NET tool and the release archive of npm run package:cli, installed and used.
import path from 'node:path';
import { artifacts, root } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { closingLine } from './lib/results.mjs';
import { main, mustRun } from './lib/run.mjs';
import { packageTests } from './lib/suites.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  await mustRun(process.execPath, [path.join(root, 'scripts', 'package-cli.mjs')]);
  const result = await packageTests(path.join(artifacts, 'cli'));
  console.log(closingLine(result));
  return result.failed === 0 ? 0 : 1;
});
