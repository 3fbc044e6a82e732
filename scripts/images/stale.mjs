// What becomes of a split `apt-get update` when the archive moves on between two builds, and of the same file mended by `dockerlsp fix`.
import fs from 'node:fs';
import path from 'node:path';
import { heading } from '../lib/run.mjs';
import { addPackage, indexPackages, serve } from './archives.mjs';
import { makeBases } from './bases.mjs';
import { buildah, buildWithBuildah, mustBuildah } from './builders.mjs';
import { dockerlsp, machine, port, withFolder, writeFiles } from './state.mjs';

const original = `FROM debian:bookworm

RUN apt-get update
RUN apt-get install -y --no-install-recommends demo

CMD ["cat", "/usr/share/demo/version"]
`;

/** Two archives that go from demo 1.0 to 1.1: one keeps the old package for a while, one drops it. */
export async function measureStale() {
  makeBases();
  heading('A package archive that moves on');
  return withFolder(async (work) => {
    const stop = await serve(work);
    try {
      const rows = ['keeps the old version', 'drops the old version'].flatMap((archive, index) =>
        ['as written', 'after `dockerlsp fix`'].map((file) => measure(work, archive, index, file)));
      const proven = rows[0].got === '1.0' && rows[1].got === '1.1' && rows[2].got.startsWith('fails') && rows[3].got === '1.1';
      return { text: table(rows), failures: proven ? 0 : 1 };
    } finally {
      stop();
    }
  });
}

function measure(work, archive, index, file) {
  const isFixed = file !== 'as written';
  const key = `${process.pid}-${index}-${isFixed ? 'fixed' : 'split'}`;
  const packages = path.join(work, key);
  addPackage(packages, 'demo', '1.0');
  addPackage(packages, 'other', '1.0');
  indexPackages(packages);

  const base = path.join(work, `base-${key}`);
  writeFiles(base, { Dockerfile: 'FROM localhost/debian:bookworm\nCOPY sources.list /etc/apt/sources.list\n', 'sources.list': `deb [trusted=yes] http://127.0.0.1:${port}/${key} ./\n` });
  mustBuildah(['bud', '--isolation', 'chroot', '-q', '-t', `localhost/stale:${key}`, base]);

  const context = path.join(work, `context-${key}`);
  const write = (text) => {
    writeFiles(context, { Dockerfile: text });
    if (isFixed) {
      dockerlsp(['fix', context]);
    }
    const fixed = fs.readFileSync(path.join(context, 'Dockerfile'), 'utf8');
    writeFiles(context, { Dockerfile: fixed.replace('FROM debian:bookworm', `FROM localhost/stale:${key}`) });
  };
  write(original);
  const first = buildWithBuildah(context, { tag: `localhost/stale-out:${key}` });
  if (!first.ok) {
    throw new Error(`The first build failed:\n${first.log.slice(-2000)}`);
  }

  addPackage(packages, 'demo', '1.1');
  if (index === 1) {
    fs.rmSync(path.join(packages, 'demo_1.0_all.deb'));
  }
  indexPackages(packages);
  write(original.replace(' demo\n', ' demo other\n'));
  const second = buildWithBuildah(context, { tag: `localhost/stale-out:${key}` });
  const reused = second.steps.filter((step) => step.cached && step.text.startsWith('RUN')).length;
  return { archive, file, reused, got: second.ok ? installed(key) : `fails${/ 404 /.test(second.log) ? ': 404 Not Found' : ''}` };
}

function installed(key) {
  const container = mustBuildah(['from', '--pull-never', `localhost/stale-out:${key}`]).stdout.trim();
  try {
    return fs.readFileSync(path.join(mustBuildah(['mount', container]).stdout.trim(), 'usr/share/demo/version'), 'utf8').trim();
  } finally {
    buildah(['rm', container]);
  }
}

function table(rows) {
  return [
    `A package is added to the install of a file that was built before; meanwhile the archive has gone from demo 1.0 to 1.1 (buildah, ${machine()}).`,
    '',
    '| archive | file | RUN steps reused | demo in the second image |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.archive} | ${row.file} | ${row.reused} | ${row.got} |`),
  ].join('\n');
}
