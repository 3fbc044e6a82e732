// What the layer cache reuses before and after a fix. The package managers are stand-ins that do nothing: the cache looks at the text
// of a step and at what stands below it, not at what the step does, so the steps that run again are those of the real build.
import fs from 'node:fs';
import path from 'node:path';
import { heading, Problem } from '../lib/run.mjs';
import { buildWithDocker, docker, startEngine } from './builders.mjs';
import { family, variants, writeMember } from './family.mjs';
import { makeRoot } from './model.mjs';
import { machine, withFolder, writeFiles } from './state.mjs';

const standIns = ['apt-get', 'pip', 'npm', 'make'];

/** Builds each member and variant, then again after three changes; gives the table. */
export async function measureHits(word) {
  return withFolder(async (work) => {
    const stop = await startEngine();
    try {
      const root = makeRoot();
      build(root, 'localhost/model-root');
      const stubs = path.join(work, 'stubs');
      writeFiles(stubs, { Dockerfile: `FROM localhost/model-root\nCOPY ${standIns.join(' ')} /bin/\nCOPY keep /etc/apt/apt.conf.d/\n`, keep: '', ...Object.fromEntries(standIns.map((name) => [name, { text: '#!/bin/sh\nexit 0\n', mode: 0o755 }])) });
      build(stubs, 'localhost/hits-root');
      heading('Cache hits before and after');
      const rows = [];
      for (const member of family.filter((one) => word === undefined || one.name === word)) {
        for (const variant of variants) {
          const row = measure(work, member, variant, rows.length);
          const twin = rows.find((one) => one.member === member && one.text === row.text);
          rows.push({ ...row, twin: twin?.variant.name });
          console.log(`${member.name}, ${variant.name}: ${row.source.reused}, ${row.late.reused}, ${row.base.reused} of ${row.total}`);
        }
      }
      return table(rows);
    } finally {
      await stop();
    }
  });
}

function build(folder, tag) {
  const built = docker(['build', '-q', '-t', tag, folder]);
  if (built.status !== 0) {
    throw new Problem(`docker build ended with status ${built.status}:\n${built.output.slice(-2000)}`);
  }
}

function measure(work, member, variant, number) {
  const base = `localhost/hits:${process.pid}-${number}`;
  const baseFolder = path.join(work, `base-${number}`);
  const makeBase = (round) => {
    writeFiles(baseFolder, { Dockerfile: 'FROM localhost/hits-root\nCOPY salt /salt\n', salt: `${base} ${round}` }, round);
    build(baseFolder, base);
  };
  const write = (name, change) => {
    const folder = path.join(work, `${number}-${name}`);
    const text = writeMember(member, variant, folder, change);
    writeFiles(folder, { Dockerfile: text.replace(/^FROM \S+/m, `FROM ${base}`) }, change ? 1 : 0);
    return { folder, text };
  };
  makeBase(0);
  const original = write('first');
  run(original.folder, member, variant);

  const late = run(write('late', member.late).folder, member, variant);
  const edited = path.join(original.folder, member.source);
  const before = fs.readFileSync(edited, 'utf8');
  writeFiles(original.folder, { [member.source]: `${before}\n` }, 2);
  const source = run(original.folder, member, variant);
  writeFiles(original.folder, { [member.source]: before }, 3);
  makeBase(1);
  const renewed = run(original.folder, member, variant);
  return { member, variant, text: original.text, total: renewed.total, source, late, base: renewed };
}

/** { total, reused, installs }: steps but FROM, those taken from the cache, and the installs among those that ran. */
function run(folder, member, variant) {
  const built = buildWithDocker(folder);
  if (!built.ok) {
    throw new Problem(`${member.name}, ${variant.name}, does not build:\n${built.log.slice(-2000)}`);
  }
  const steps = built.steps.filter((step) => !step.text.startsWith('FROM '));
  const again = steps.filter((step) => !step.cached);
  const installs = again.reduce((total, step) => total + (step.text.match(/(apt-get|pip|npm) install/g)?.length ?? 0), 0);
  return { total: steps.length, reused: steps.length - again.length, installs };
}

function table(rows) {
  const cell = (one) => `${one.reused} of ${one.total}, ${one.installs}`;
  return [
    `Steps reused, and installs that run again, after a change (BuildKit; ${machine()}).`,
    '',
    '| file | variant | a source file | a package added late | a new base |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.member.name} | ${row.variant.name}${row.twin ? ` (as *${row.twin}*)` : ''} | ${cell(row.source)} | ${cell(row.late)} | ${cell(row.base)} |`),
  ].join('\n');
}
