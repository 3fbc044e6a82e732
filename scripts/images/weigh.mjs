// What a built image weighs and holds: its layers, counted from their archives by tar; its final files, walked where they are mounted;
// and the same as `dockerlsp layers --image` counts it, as a check on that.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../lib/run.mjs';
import { buildah, mustBuildah } from './builders.mjs';
import { dockerlsp, withFolder } from './state.mjs';

/** Files whose bytes differ between two builds of one Dockerfile: logs, indexes, caches, what has times or salts in it. */
const volatile = new RegExp(['^(var/log/', 'var/cache/', 'var/lib/apt/(lists/|extended_states)', 'var/lib/dpkg/(status|available|diversions)(-old)?$',
  'etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$', 'etc/(resolv\\.conf|hosts|hostname|ld\\.so\\.cache|machine-id)$', 'tmp/', 'root/\\.(cache|npm)(/|$)',
  '.*\\.pyc$', '.*/__pycache__$', 'run/', 'usr/share/info/dir', '.*/direct_url\\.json$)'].join('|'));

/** Weighs an image of the store. `folder` holds the Dockerfile that made it. */
export async function weigh(tag, folder) {
  return withFolder(async (work) => {
    const layout = path.join(work, 'oci');
    mustBuildah(['push', '-q', '--format', 'oci', '--disable-compression', tag, `oci:${layout}:x`]);
    const blob = (digest) => path.join(layout, 'blobs', ...digest.split(':'));
    const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
    const manifest = read(blob(read(path.join(layout, 'index.json')).manifests[0].digest));
    const history = read(blob(manifest.config.digest)).history.filter((entry) => !entry.empty_layer);
    const layers = [];
    for (const [index, layer] of manifest.layers.entries()) {
      layers.push({ text: (history[index]?.created_by ?? '').replace(/^\/bin\/sh -c (#\(nop\) *)?/, '').trim(), bytes: await bytesOf(blob(layer.digest)) });
    }
    const ours = JSON.parse(dockerlsp(['layers', folder, '--image', layout, '--format', 'json']));
    const counted = ours.stages.flatMap((stage) => stage.instructions).filter((i) => i.image).map((i) => ({
      line: i.line, text: i.text, bytes: i.image.bytes, wasted: i.image.wastedBytes, caches: i.image.caches,
    }));
    const own = layers.slice(ours.image.baseLayers);
    const agrees = ours.image.bytes === sum(layers) && ours.image.unmatched === 0 && counted.length === own.length && counted.every((one, i) => one.bytes === own[i].bytes);
    return { layers, base: layers.slice(0, ours.image.baseLayers).reduce((total, l) => total + l.bytes, 0), total: sum(layers), wasted: ours.image.wastedBytes, counted, agrees, ...contents(tag) };
  });
}

const sum = (layers) => layers.reduce((total, layer) => total + layer.bytes, 0);

/** The bytes of an archive's regular files. */
async function bytesOf(file) {
  const tar = spawn('tar', ['--numeric-owner', '-tvf', file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => tar.once('exit', resolve));
  let bytes = 0;
  for await (const line of createInterface({ input: tar.stdout })) {
    if (line.startsWith('-')) {
      bytes += Number(/^\S+\s+\S+\s+(\d+)/.exec(line)[1]);
    }
  }
  if (await ended !== 0) {
    throw new Problem('A layer of an image could not be read.');
  }
  return bytes;
}

/** The installed packages and a list of all files with type, mode, owner and content, of the image as a container sees it. */
function contents(tag) {
  const container = mustBuildah(['from', '--pull-never', tag]).stdout.trim();
  try {
    const root = mustBuildah(['mount', container]).stdout.trim();
    const status = path.join(root, 'var/lib/dpkg/status');
    const packages = (fs.existsSync(status) ? fs.readFileSync(status, 'utf8') : '').split('\n\n').filter((p) => /^Status: .* installed$/m.test(p))
      .map((p) => `${/^Package: (.*)$/m.exec(p)[1]}=${/^Version: (.*)$/m.exec(p)[1]}`).sort();
    const files = [];
    walk(root, '', files);
    return { packages, files, manifest: createHash('sha256').update(files.join('\n')).digest('hex') };
  } finally {
    buildah(['rm', container]);
  }
}

function walk(root, folder, files) {
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (volatile.test(name) || volatile.test(`${name}/`)) {
      continue;
    }
    const full = path.join(root, name);
    const stat = fs.lstatSync(full);
    const what = entry.isSymbolicLink() ? fs.readlinkSync(full) : entry.isFile() ? createHash('sha256').update(fs.readFileSync(full)).digest('hex') : '';
    files.push(`${name}\t${(stat.mode & 0o177777).toString(8)} ${stat.uid}:${stat.gid} ${what}`);
    if (entry.isDirectory()) {
      walk(root, name, files);
    }
  }
}
