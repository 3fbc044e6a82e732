// npm run lint: formatting and static checks, nothing is changed.
import { installExtensionPackages, lint, typeCheck } from './lib/extension.mjs';
import { solution } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { heading, main, mustRun } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  restore();
  heading('dotnet format --verify-no-changes');
  await mustRun('dotnet', ['format', solution, '--no-restore', '--verify-no-changes']);
  await installExtensionPackages();
  heading('tsc, eslint');
  await typeCheck();
  await lint();
});
