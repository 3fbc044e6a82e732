// npm test: everything that has to hold before a change is taken. The last line sums the suites.
import { installExtensionPackages, lint, typeCheck } from './lib/extension.mjs';
import { solution } from './lib/paths.mjs';
import { requireDotnet, requireNode } from './lib/prerequisites.mjs';
import { closingLine } from './lib/results.mjs';
import { heading, main, mustRun, Problem } from './lib/run.mjs';
import { buildServer, quiet, restore } from './lib/server.mjs';
import { add, dotnetTests, outsideTests, unitTests } from './lib/suites.mjs';
import { endToEnd } from './lib/workbench.mjs';

await main(async () => {
  requireNode();
  requireDotnet();
  let sum = { passed: 0, failed: 0 };

  // A step that does not pass counts as one failed test, and the others still run.
  const step = async (body) => {
    try {
      sum = add(sum, (await body()) ?? { passed: 0, failed: 0 });
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      console.error(error.message);
      sum = add(sum, { passed: 0, failed: 1 });
      return false;
    }
  };

  let server;
  const built = await step(async () => {
    server = await buildServer();
    restore();
    heading('dotnet build, warnings as errors');
    await mustRun('dotnet', ['build', solution, '-c', 'Release', '--no-restore', ...quiet]);
  });
  await step(async () => {
    restore();
    heading('dotnet format, whitespace and the order of usings');
    // The build has reported all other matters of style, as errors: a whole `dotnet format` runs every analyzer again, for minutes.
    await mustRun('dotnet', ['format', 'whitespace', solution, '--no-restore', '--verify-no-changes']);
    await mustRun('dotnet', ['format', 'style', solution, '--diagnostics', 'IDE0055', '--no-restore', '--verify-no-changes']);
  });
  if (built) {
    await step(dotnetTests);
    await step(() => outsideTests(server));
  }

  const installed = await step(installExtensionPackages);
  if (installed) {
    await step(async () => {
      heading('tsc, eslint');
      await typeCheck();
      await lint();
    });
    await step(unitTests);
  }
  if (built && installed) {
    await step(() => endToEnd(server));
  }

  console.log(closingLine(sum));
  return sum.failed === 0 ? 0 : 1;
});
