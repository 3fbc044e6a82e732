import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

// The bundle lies in client-vscode/out/test.
const root = path.join(__dirname, '..', '..', '..');

interface Manifest {
  version: string;
  contributes: { configuration: { properties: Record<string, { scope?: string; markdownDescription?: string }> } };
}

const read = (...names: string[]) => fs.readFileSync(path.join(root, ...names), 'utf8');
const manifest = JSON.parse(read('client-vscode', 'package.json')) as Manifest;

test('extension, repository and server carry one version', () => {
  assert.equal((JSON.parse(read('package.json')) as Manifest).version, manifest.version);
  assert.equal(/<VersionPrefix>(.*)<\/VersionPrefix>/.exec(read('Directory.Build.props'))?.[1], manifest.version);
  assert.match(read('client-vscode', 'CHANGELOG.md'), new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}$`, 'm'));
});

test('no workspace can name the program that runs', () => {
  assert.equal(manifest.contributes.configuration.properties['dockerlsp.server.path']?.scope, 'machine');
});

test('every setting has a scope and a description', () => {
  for (const [name, setting] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.ok(setting.scope, name);
    assert.ok(setting.markdownDescription, name);
  }
});
