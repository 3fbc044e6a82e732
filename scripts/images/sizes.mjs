// What fixes save: each member of the family is built as written and as fixed; packages and files of both images are compared.
import fs from 'node:fs';
import path from 'node:path';
import { heading, Problem } from '../lib/run.mjs';
import { makeArchives, serve } from './archives.mjs';
import { makeBases } from './bases.mjs';
import { buildWithBuildah } from './builders.mjs';
import { family, variants, writeMember } from './family.mjs';
import { machine, withFolder } from './state.mjs';
import { weigh } from './weigh.mjs';

/** Builds the members whose name has the word in it, or all; gives the tables. */
export async function measureSizes(word) {
  makeBases();
  const members = family.filter((one) => word === undefined || one.name === word);
  if (members.length === 0) {
    throw new Problem(`The family has no member ${word}.`);
  }
  const stop = members.some((one) => one.reads) ? await serve(makeArchives()) : () => {};
  try {
    return await withFolder(async (work) => {
      const results = [];
      for (const member of members) {
        heading(`${member.name}: ${member.what}`);
        results.push({ member, rows: await measureMember(member, work) });
      }
      const all = results.flatMap((r) => r.rows);
      const failures = all.filter((row) => !row.image.agrees || (row.variant.risk.startsWith('none') && !(row.samePackages && row.sameFiles))).length;
      return { text: [overview(results), ...results.map(byLayer)].join('\n\n'), failures };
    });
  } finally {
    stop();
  }
}

async function measureMember(member, work) {
  const rows = [];
  const seen = new Map();
  for (const variant of variants) {
    const folder = path.join(work, `${member.name}-${rows.length}`);
    const text = writeMember(member, variant, folder);
    const known = seen.get(text);
    if (known) {
      rows.push({ ...known, variant, same: known.variant.name });
      continue;
    }
    if (variant.forBuildah) {
      fs.writeFileSync(path.join(folder, 'Dockerfile'), variant.forBuildah(text));
    }
    const tag = `localhost/family:${member.name}-${rows.length}`;
    const started = performance.now();
    const built = buildWithBuildah(folder, { tag, noCache: true });
    if (!built.ok) {
      throw new Problem(`${member.name}, ${variant.name}, does not build:\n${text}\n${built.log.slice(-3000)}`);
    }
    const seconds = (performance.now() - started) / 1000;
    const image = await weigh(tag, folder);
    const first = rows[0];
    const row = {
      variant, text, image, seconds,
      samePackages: first === undefined || same(first.image.packages, image.packages),
      sameFiles: first === undefined || first.image.manifest === image.manifest,
    };
    seen.set(text, row);
    rows.push(row);
    console.log(`${variant.name}: ${megabytes(image.total)} MB, ${image.packages.length} packages, ${row.sameFiles ? 'same files' : 'other files'}${image.agrees ? '' : ', AND dockerlsp layers --image COUNTS DIFFERENTLY'}`);
    if (first && !row.sameFiles) {
      const had = new Set(first.image.files);
      const has = new Set(image.files);
      const gone = first.image.files.filter((f) => !has.has(f));
      const come = image.files.filter((f) => !had.has(f));
      console.log(`  ${gone.length} entries fewer or otherwise, ${come.length} more or otherwise; the first: ${[...gone.slice(0, 4), ...come.slice(0, 4)].join(' | ').replaceAll('\t', ' ')}`);
    }
    fs.rmSync(folder, { recursive: true });
  }
  return rows;
}

const same = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

function overview(results) {
  const lines = [
    `Built with buildah, each from nothing, on Debian's packages (${machine()}). *Added* is what the file adds to its base; the saving is of the whole image, and in parentheses of what was added.`,
    '',
    '| file | variant | image MB | added MB | saved | packages | files | risk |',
    '| --- | --- | ---: | ---: | ---: | ---: | --- | --- |',
  ];
  for (const { member, rows } of results) {
    const before = rows[0].image;
    for (const { variant, image, same: twin, sameFiles, samePackages } of rows) {
      const added = image.total - image.base;
      const saved = variant.fix === null ? '' : `${(100 * (before.total - image.total) / before.total).toFixed(1)} % (${(100 * (before.total - image.total) / (before.total - before.base)).toFixed(1)} %)`;
      const fewer = before.packages.length - image.packages.length;
      const files = variant.fix === null ? '' : sameFiles && samePackages ? 'same' : samePackages ? 'others' : fewer > 0 ? `packages: ${fewer} fewer` : `packages: ${-fewer} more`;
      lines.push(`| ${member.name} | ${variant.name}${twin ? ` (as *${twin}*)` : ''} | ${megabytes(image.total)} | ${megabytes(added)} | ${saved} | ${image.packages.length} | ${files} | ${variant.risk} |`);
    }
  }
  return lines.join('\n');
}

function byLayer({ member, rows }) {
  const lines = [`### ${member.name}, by layer`, ''];
  for (const { variant, image, same: twin } of rows) {
    if (twin) {
      continue;
    }
    lines.push(`**${variant.name}**: base ${megabytes(image.base)} MB, wasted ${megabytes(image.wasted)} MB`, '', '| line | step | MB | wasted MB | caches and indexes |', '| ---: | --- | ---: | ---: | --- |');
    for (const one of image.counted) {
      const caches = one.caches.map((cache) => `\`${cache.path}\` ${megabytes(cache.bytes)}`).join(', ');
      lines.push(`| ${one.line} | \`${one.text.replaceAll('|', '\\|').replaceAll('`', "'")}\` | ${megabytes(one.bytes)} | ${megabytes(one.wasted)} | ${caches} |`);
    }
    lines.push('');
  }
  return lines.join('\n').trimEnd();
}
