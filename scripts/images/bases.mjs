// Base images made from this machine's own Debian archive, in the manner of the official ones.
import fs from 'node:fs';
import path from 'node:path';
import { capture, heading, mustCapture, Problem } from '../lib/run.mjs';
import { buildah, mustBuildah } from './builders.mjs';
import { archives, codename, home, port } from './state.mjs';

const have = (tag) => buildah(['inspect', '--type', 'image', `localhost/${tag}`]).status === 0;

/** debian:bookworm (whatever this machine's release is), python:3.11 and node:20, as far as they are not there yet. */
export function makeBases() {
  if (!have('debian:bookworm')) {
    makeDebian();
  }
  if (!have('python:3.11')) {
    heading('python:3.11: the base and Debian\'s Python with pip');
    makeFrom('python:3.11', [
      'RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip python3-setuptools python3-wheel && rm -rf /var/lib/apt/lists/* && rm -f /usr/lib/python3*/EXTERNALLY-MANAGED',
    ], {});
  }
  if (!have('node:20')) {
    heading('node:20: the base and this machine\'s Node.js with npm');
    const node = fs.realpathSync(process.execPath);
    const npm = path.join(path.dirname(path.dirname(fs.realpathSync(capture('sh', ['-c', 'command -v npm']).stdout.trim()))));
    makeFrom('node:20', [
      'RUN apt-get update && apt-get install -y --no-install-recommends libstdc++6 libatomic1 && rm -rf /var/lib/apt/lists/*',
      'COPY files /',
    ], (files) => {
      for (const folder of ['usr/bin', 'usr/lib/node_modules', 'usr/etc']) {
        fs.mkdirSync(path.join(files, folder), { recursive: true });
      }
      fs.copyFileSync(node, path.join(files, 'usr/bin/node'));
      fs.chmodSync(path.join(files, 'usr/bin/node'), 0o755);
      fs.cpSync(npm, path.join(files, 'usr/lib/node_modules/npm'), { recursive: true, dereference: true });
      fs.symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', path.join(files, 'usr/bin/npm'));
      fs.writeFileSync(path.join(files, 'usr/etc/npmrc'), `registry=http://127.0.0.1:${port}/npm/\nupdate-notifier=false\n`);
    });
  }
}

function makeFrom(tag, instructions, fill) {
  const folder = fs.mkdtempSync(path.join(home, 'base-'));
  fs.mkdirSync(path.join(folder, 'files'));
  if (typeof fill === 'function') {
    fill(path.join(folder, 'files'));
  }
  fs.writeFileSync(path.join(folder, 'Dockerfile'), `FROM localhost/debian:bookworm\n${instructions.join('\n')}\n`);
  mustBuildah(['bud', '--isolation', 'chroot', '--network', 'host', '--squash', '-q', '-t', `localhost/${tag}`, folder]);
  fs.rmSync(folder, { recursive: true });
}

function makeDebian() {
  const suite = codename();
  const own = archives();
  const mirror = own.find((a) => a.suite === suite)?.address;
  if (mirror === undefined) {
    throw new Problem(`apt has no archive for ${suite} here (apt-get update).`);
  }
  heading(`debian:bookworm: debootstrap of ${suite}`);
  const root = path.join(home, 'rootfs');
  fs.rmSync(root, { recursive: true, force: true });
  mustCapture('debootstrap', ['--variant=minbase', suite, root, mirror]);

  // What the official image sets, so that a size means the same.
  const put = (name, text) => fs.writeFileSync(path.join(root, name), text);
  put('etc/apt/sources.list', `${own.filter((a) => a.suite === suite || a.suite.startsWith(`${suite}-`)).map((a) => `deb ${a.address} ${a.suite} main`).join('\n')}\n`);
  const clean = '"rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"';
  put('etc/apt/apt.conf.d/docker-clean', `DPkg::Post-Invoke { ${clean}; };\nAPT::Update::Post-Invoke { ${clean}; };\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n`);
  put('etc/apt/apt.conf.d/docker-no-languages', 'Acquire::Languages "none";\n');
  put('etc/apt/apt.conf.d/docker-gzip-indexes', 'Acquire::GzipIndexes "true";\n');
  put('etc/apt/apt.conf.d/docker-autoremove-suggests', 'Apt::AutoRemove::SuggestsImportant "false";\n');
  put('etc/dpkg/dpkg.cfg.d/docker-apt-speedup', 'force-unsafe-io\n');
  put('usr/sbin/policy-rc.d', '#!/bin/sh\nexit 101\n');
  fs.chmodSync(path.join(root, 'usr/sbin/policy-rc.d'), 0o755);
  // This machine's way to its archive (a proxy, validity checks), and nothing else of its settings.
  const transport = capture('apt-config', ['dump']).stdout.split('\n').filter((line) => /^Acquire::(Check-|http|https|ForceIPv4|Retries)/.test(line));
  if (transport.length > 0) {
    put('etc/apt/apt.conf.d/01host', `${transport.join('\n')}\n`);
  }
  // Where pip finds the wheels of the measurements.
  put('etc/pip.conf', `[global]\nindex-url = http://127.0.0.1:${port}/simple\ntrusted-host = 127.0.0.1\ndisable-pip-version-check = true\n`);
  mustCapture('sh', ['-c', 'rm -rf var/lib/apt/lists/* var/cache/apt/archives/*.deb var/cache/apt/*.bin var/log/*.log var/log/apt/* var/cache/ldconfig/aux-cache etc/resolv.conf etc/hostname debootstrap'], { cwd: root });

  const folder = fs.mkdtempSync(path.join(home, 'base-'));
  mustCapture('tar', ['-C', root, '--numeric-owner', '--sort=name', '--mtime=@0', '--exclude=./dev/*', '--exclude=./proc/*', '--exclude=./sys/*', '-cf', path.join(folder, 'rootfs.tar'), '.']);
  fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\nADD rootfs.tar /\nENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nCMD ["bash"]\n');
  mustBuildah(['bud', '--isolation', 'chroot', '-q', '-t', 'localhost/debian:bookworm', folder]);
  fs.rmSync(folder, { recursive: true });
  fs.rmSync(root, { recursive: true });
}
