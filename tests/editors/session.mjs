// One editor, without a screen, on a folder of its own: its script opens a Dockerfile, uses what the language server offers, and
// leaves what it saw as JSON.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const server = process.env.DOCKERLSP_SERVER;
const recipes = fileURLToPath(new URL('../../docs/editors.md', import.meta.url));

export const dockerfile = `FROM debian:12 as base
# the äöü 😀 counts differently in each encoding
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl=7.* && echo "😀" && cd /tmp
`;

/** What the command line makes of the file: the editor must arrive at the same. */
export function fixed() {
  const result = spawnSync(server, ['fix', '-'], { input: dockerfile, encoding: 'utf8' });
  assert.ok(result.status === 0 || result.status === 1, result.stderr);
  return result.stdout;
}

/** The code of docs/editors.md that holds this text, so that what people copy is what is tested. */
export function recipe(language, text) {
  const blocks = [...fs.readFileSync(recipes, 'utf8').matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code);
  const found = blocks.find((code) => code.includes(text));
  assert.ok(found !== undefined, `docs/editors.md has no ${language} with ${text}`);
  return found;
}

/**
 * Runs the editor; gives what its script wrote to the file that DOCKERLSP_TEST_RESULT names.
 * @param command The program.
 * @param args Gives its arguments, for the folder that holds Dockerfile and recipe.
 * @param setup The recipe, and the file that the editor's script loads it from.
 */
export function drive(command, args, { name, code }) {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'dockerlsp-editor-'));
  try {
    fs.writeFileSync(path.join(folder, 'Dockerfile'), dockerfile);
    fs.writeFileSync(path.join(folder, name), code);
    fs.mkdirSync(path.join(folder, 'home'));
    const result = path.join(folder, 'result.json');
    const run = spawnSync(command, args(folder), {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        PATH: `${path.dirname(server)}${path.delimiter}${process.env.PATH}`,
        HOME: path.join(folder, 'home'),
        XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_STATE_HOME: '', XDG_CACHE_HOME: '',
        DOCKERLSP_TEST_RESULT: result,
      },
    });
    assert.ok(fs.existsSync(result), `${command} left no result (status ${run.status}):\n${run.stdout}\n${run.stderr}`);
    return { ...JSON.parse(fs.readFileSync(result, 'utf8')), onDisk: fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8') };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What holds in every editor. */
export function check(seen) {
  assert.equal(seen.error, undefined);
  assert.ok(seen.codes.includes('DLS1002'), `findings: ${seen.codes.join(', ')}`);
  assert.match(seen.hover, /Layer|layer|Refreshes|apt-get/);
  assert.match(seen.titles[0], /^Merge 2 RUN steps into one layer/);
  assert.equal(seen.took, 'source.fixAll.dockerlsp', 'the last action that was taken');
  assert.equal(seen.onDisk, fixed());
}
