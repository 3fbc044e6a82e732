// npm run format: writes the formatting that npm run lint asks for.
import { installExtensionPackages, runTool } from './lib/extension.mjs';
import { solution } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { main, mustRun } from './lib/run.mjs';
import { restore } from './lib/server.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  restore();
  await mustRun('dotnet', ['format', solution, '--no-restore']);
  await installExtensionPackages();
  await runTool('eslint/bin/eslint.js', ['.', '--fix']);
});
