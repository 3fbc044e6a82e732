// The package archives that builds read on loopback: wheels made from Debian's Python packages, npm packages made from those that npm
// itself consists of, and a Debian archive of two tiny packages that moves on.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { capture, heading, mustCapture, Problem } from '../lib/run.mjs';
import { home, port } from './state.mjs';

/** Serves a folder until the function that it gives is called. */
export async function serve(folder, at = port) {
  const child = spawn(process.execPath, [new URL('loopback.mjs', import.meta.url).pathname, folder, String(at)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Problem(`Port ${at} is taken; the measurements need it.`)));
  });
  return () => child.kill();
}

/** The folder with the wheels and the npm packages; made once. */
export function makeArchives() {
  const folder = path.join(home, 'archives');
  if (!fs.existsSync(path.join(folder, 'simple'))) {
    heading('wheels from Debian\'s Python packages');
    const making = fs.mkdtempSync(path.join(home, 'making-'));
    makeWheels(making);
    makeRegistry(path.join(making, 'npm'));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(making, folder);
  }
  return folder;
}

const wheels = ['django', 'sqlparse', 'asgiref', 'flask', 'werkzeug', 'jinja2', 'itsdangerous', 'click', 'requests', 'urllib3', 'idna', 'charset-normalizer', 'sympy', 'mpmath'];

function makeWheels(folder) {
  for (const name of wheels) {
    const work = fs.mkdtempSync(path.join(home, 'wheel-'));
    mustCapture('apt-get', ['download', '-q', `python3-${name}`], { cwd: work });
    const archive = fs.readdirSync(work).find((file) => file.endsWith('.deb'));
    mustCapture('dpkg-deb', ['-x', path.join(work, archive), path.join(work, 'x')]);
    const packages = path.join(work, 'x', 'usr', 'lib', 'python3', 'dist-packages');
    const information = fs.readdirSync(packages).find((file) => /\.(egg|dist)-info$/.test(file));
    const version = /-(\d[^-]*?)(?:-py3[^-]*)?\.(?:egg|dist)-info$/.exec(information)[1];
    const stem = `${name.replaceAll('-', '_')}-${version}`;
    const files = [];
    for (const file of filesBelow(packages)) {
      if (!file.startsWith(information)) {
        files.push([file, fs.readFileSync(path.join(packages, file))]);
      }
    }
    const meta = `${stem}.dist-info`;
    files.push([`${meta}/METADATA`, Buffer.from(`Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`)]);
    files.push([`${meta}/WHEEL`, Buffer.from('Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n')]);
    files.push([`${meta}/RECORD`, Buffer.from(`${files.map(([file]) => `${file},,`).join('\n')}\n${meta}/RECORD,,\n`)]);
    const place = path.join(folder, 'simple', name);
    fs.mkdirSync(place, { recursive: true });
    const wheel = `${stem}-py3-none-any.whl`;
    fs.writeFileSync(path.join(place, wheel), zip(files));
    fs.writeFileSync(path.join(place, 'index.html'), `<!DOCTYPE html><html><body><a href="${wheel}">${wheel}</a></body></html>\n`);
    fs.rmSync(work, { recursive: true });
  }
}

function filesBelow(folder, prefix = '') {
  return fs.readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(prefix, entry.name);
    return entry.isDirectory() ? filesBelow(folder, name) : entry.isFile() ? [name] : [];
  });
}

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xEDB88320 ^ (value >>> 1) : value >>> 1;
  }
  return value >>> 0;
});

function crc(data) {
  let value = 0xFFFFFFFF;
  for (const byte of data) {
    value = crcTable[(value ^ byte) & 0xFF] ^ (value >>> 8);
  }
  return (value ^ 0xFFFFFFFF) >>> 0;
}

/** A zip file (APPNOTE 4.3), deflated, dated 1980. */
function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, data] of files) {
    const packed = zlib.deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034B50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(0x21, 12);
    head.writeUInt32LE(crc(data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(data.length, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014B50, 0);
    entry.writeUInt16LE(0x031E, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(0o100644 * 65536, 38);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += head.length + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054B50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.reduce((sum, part) => sum + part.length, 0), 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A registry with each package of npm's own tree: its document at /name, its archive below /npm-files. */
function makeRegistry(folder) {
  const npm = path.dirname(path.dirname(fs.realpathSync(capture('sh', ['-c', 'command -v npm']).stdout.trim())));
  const documents = new Map();
  fs.mkdirSync(folder, { recursive: true });
  const files = path.join(path.dirname(folder), 'npm-files');
  fs.mkdirSync(files);
  for (const place of packagesBelow(path.join(npm, 'node_modules'))) {
    const manifest = JSON.parse(fs.readFileSync(path.join(place, 'package.json'), 'utf8'));
    const document = documents.get(manifest.name) ?? { name: manifest.name, 'dist-tags': {}, versions: {} };
    if (manifest.version === undefined || document.versions[manifest.version]) {
      continue;
    }
    const archive = `${manifest.name.replace('/', '-').replace('@', '')}-${manifest.version}.tgz`;
    const packed = path.join(files, archive);
    mustCapture('tar', ['-C', place, '--exclude=./node_modules', '--transform=s,^\\.,package,', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '-czf', packed, '.']);
    const data = fs.readFileSync(packed);
    const kept = Object.fromEntries(['name', 'version', 'bin', 'dependencies', 'optionalDependencies', 'peerDependencies', 'engines'].filter((key) => manifest[key]).map((key) => [key, manifest[key]]));
    document.versions[manifest.version] = {
      ...kept, dist: { tarball: `http://127.0.0.1:${port}/npm-files/${archive}`, integrity: `sha512-${createHash('sha512').update(data).digest('base64')}` },
    };
    document['dist-tags'].latest = Object.keys(document.versions).sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    documents.set(manifest.name, document);
  }
  for (const [name, document] of documents) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), JSON.stringify(document));
  }
}

function packagesBelow(modules) {
  if (!fs.existsSync(modules)) {
    return [];
  }
  return fs.readdirSync(modules, { withFileTypes: true }).filter((e) => e.isDirectory() && !e.name.startsWith('.')).flatMap((entry) => {
    const place = path.join(modules, entry.name);
    if (entry.name.startsWith('@')) {
      return packagesBelow(place);
    }
    return fs.existsSync(path.join(place, 'package.json')) ? [place, ...packagesBelow(path.join(place, 'node_modules'))] : [];
  });
}

/** Adds a package of one small file to a flat Debian archive. */
export function addPackage(folder, name, version) {
  const work = fs.mkdtempSync(path.join(home, 'deb-'));
  fs.mkdirSync(path.join(work, 'DEBIAN'));
  fs.mkdirSync(path.join(work, 'usr', 'share', name), { recursive: true });
  fs.writeFileSync(path.join(work, 'DEBIAN', 'control'), `Package: ${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: ${name}\n`);
  fs.writeFileSync(path.join(work, 'usr', 'share', name, 'version'), `${version}\n`);
  fs.mkdirSync(folder, { recursive: true });
  mustCapture('dpkg-deb', ['--root-owner-group', '-b', work, path.join(folder, `${name}_${version}_all.deb`)]);
  fs.rmSync(work, { recursive: true });
}

/** Writes the archive's index from the packages that lie in it. */
export function indexPackages(folder) {
  const text = fs.readdirSync(folder).filter((name) => name.endsWith('.deb')).map((name) => {
    const file = path.join(folder, name);
    const data = fs.readFileSync(file);
    return `${mustCapture('dpkg-deb', ['-f', file]).trimEnd()}\nFilename: ./${name}\nSize: ${data.length}\nSHA256: ${createHash('sha256').update(data).digest('hex')}\n`;
  });
  fs.writeFileSync(path.join(folder, 'Packages'), text.join('\n'));
}
