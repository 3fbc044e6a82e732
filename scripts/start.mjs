// npm start [-- PATH…]: what DockerLsp finds in a Dockerfile, and how it would mend it.
import path from 'node:path';
import { packageFile } from './lib/extension.mjs';
import { example, shown } from './lib/paths.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { heading, main, Problem, run } from './lib/run.mjs';
import { buildServer } from './lib/server.mjs';

await main(async (given) => {
  requireNode();
  const { server, native } = await buildServer();

  // npm runs scripts in the repository; a path is meant from where the person stands.
  const from = process.env.INIT_CWD ?? process.cwd();
  const files = given.length > 0 ? given : [path.relative(from, example)];
  const dockerlsp = async (...args) => {
    const status = await run(server, [...args, ...files], { cwd: from });
    if (status > 1) {
      throw new Problem(`\`dockerlsp ${args.join(' ')}\` could not finish; the reason is above.`);
    }
  };

  heading(`Findings (dockerlsp lint ${files.join(' ')})`);
  await dockerlsp('lint');
  heading(`The fix (dockerlsp fix --diff ${files.join(' ')})`);
  await dockerlsp('fix', '--diff');

  heading('Next');
  console.log(`Apply it:   ${path.relative(from, server)} fix ${files.join(' ')}`);
  if (native) {
    console.log(`In VS Code: npm run package && code --install-extension ${shown(packageFile)} && code ${files[0]}`);
  } else {
    console.log('In VS Code: with a C compiler, npm run package makes the extension');
  }
});
