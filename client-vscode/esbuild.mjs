// node esbuild.mjs extension | tests: bundles src/extension.ts, or each unit test, into out/.
import fs from 'node:fs';
import { build } from 'esbuild';

const tests = () => fs.readdirSync('test/unit').filter((name) => name.endsWith('.test.ts')).map((name) => `test/unit/${name}`);

const what = {
  extension: { entryPoints: ['src/extension.ts'], outdir: 'out', external: ['vscode'], minify: true, sourcemap: true },
  tests: { entryPoints: tests(), outdir: 'out/test', sourcemap: 'inline' },
}[process.argv[2]];

await build({ ...what, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
