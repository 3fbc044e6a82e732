// The Dockerfiles that are built, and what `dockerlsp fix` makes of them.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dockerlsp } from './state.mjs';

const folder = fileURLToPath(new URL('family', import.meta.url));

/** `late` is the text that gets a package added, `source` the file that somebody edits; some read wheels or npm packages. */
export const family = [
  { name: 'apt', what: "the article's pattern", late: [' pciutils', ' pciutils jq'], source: 'serve.py' },
  { name: 'python', reads: 'archives', what: 'apt and wheels', late: [' gettext curl', ' gettext curl jq'], source: 'app.py' },
  { name: 'node', reads: 'archives', what: 'apt and npm', late: [' make g++', ' make g++ jq'], source: 'server.js' },
  { name: 'compiled', what: 'build tools purged in a later step', late: [' zlib1g ca-certificates', ' zlib1g ca-certificates jq'], source: 'src/squeeze.c' },
  { name: 'service', reads: 'archives', what: 'all of these in one file', late: [' python3 python3-pip', ' python3 python3-pip jq'], source: 'app.py' },
];

const hygiene = 'DL3009,DLS1001,DLS1002,DLS1003,DLS1004,DLS1005,DLS1006,DLS1007,DL3042';

/** Leaves out of each package what only people read: its documentation but the licence, manual pages, and translations. */
const withoutDocumentation = (text) => text.replaceAll('apt-get install -y', ['apt-get install -y',
  ...['doc', 'man', 'info', 'locale'].map((name) => `-o Dpkg::Options::='--path-exclude=/usr/share/${name}/*'`),
  "-o Dpkg::Options::='--path-include=/usr/share/doc/*/copyright'"].join(' '));

/** What a person may choose, with its risk in few words. buildah 1.28 waits for ever where two steps lock one cache mount: it shares them. */
export const variants = [
  { name: 'as written', fix: null, risk: '' },
  { name: 'fix, merged', fix: ['--layering', 'merge'], risk: 'none: same commands, same order' },
  { name: 'fix', fix: [], risk: 'none: same commands, same order' },
  { name: 'fix, cache mounts', fix: ['--layering', 'cache-mount', '--unsafe', '--select', hygiene], risk: 'needs BuildKit; docker-clean stays off', forBuildah: (text) => text.replaceAll(',sharing=locked', '') },
  { name: 'fix, steps joined', fix: ['--layering', 'merge', '--unsafe', '--select', `${hygiene},DLS1009,DLS1010,DL3059`], risk: 'all joined steps run again together' },
  { name: 'fix, also without recommended packages', fix: ['--layering', 'merge', '--unsafe', '--select', `${hygiene},DLS1009,DLS1010,DL3059,DL3015`], risk: 'a recommended package may be needed' },
  { name: 'fix, without documentation (by hand)', fix: [], byHand: withoutDocumentation, risk: 'no manual pages, messages in English only; no fix proposes it' },
];

/** Writes a member of the family into a folder, changed and then fixed as asked; gives its Dockerfile. */
export function writeMember(member, variant, target, change) {
  fs.cpSync(path.join(folder, member.name), target, { recursive: true });
  const file = path.join(target, 'Dockerfile');
  if (change) {
    const text = fs.readFileSync(file, 'utf8');
    if (!text.includes(change[0])) {
      throw new Error(`${member.name}: no \`${change[0]}\` to change`);
    }
    fs.writeFileSync(file, text.replace(change[0], change[1]));
  }
  if (variant.fix !== null) {
    dockerlsp(['fix', target, ...variant.fix]);
  }
  if (variant.byHand) {
    fs.writeFileSync(file, variant.byHand(fs.readFileSync(file, 'utf8')));
  }
  return fs.readFileSync(file, 'utf8');
}
