import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDuplicates, leavesLanguageFeatures } from '../../src/neighbours';

test('completion, navigation and formatting are left to an extension that does them', () => {
  const none = () => undefined;
  const microsoft = (id: string) => id === 'ms-azuretools.vscode-containers' ? '2.4.6' : undefined;
  assert.deepEqual(['auto', 'on', 'off', 7, undefined].map((setting) => leavesLanguageFeatures(setting, none)), [false, false, true, false, false]);
  assert.deepEqual(['auto', 'on', 'off', 7, undefined].map((setting) => leavesLanguageFeatures(setting, microsoft)), [true, false, true, true, true]);
});

test('so they are to Docker\'s own extension', () => {
  assert.equal(leavesLanguageFeatures('auto', (id) => id === 'docker.docker' ? '0.13.0' : undefined), true);
});

test('Microsoft\'s old extension brings a server up to version 1, and from then on only names the new one', () => {
  const left = (version: string) => leavesLanguageFeatures('auto', (id) => id === 'ms-azuretools.vscode-docker' ? version : undefined);
  assert.deepEqual(['0.9.0', '1.29.6', '2.0.0', '10.1', 'unknown'].map(left), [true, true, false, false, true]);
});

test('a finding that another extension shows under one of its names, or its number, for the same lines is shown twice', () => {
  const names = (id: string) => id === 'DL4000' ? ['DL4000', 'MaintainerDeprecated'] : [id];
  const ours = [
    { source: 'dockerlsp', code: 'DL4000', start: 2, end: 2 },
    { source: 'dockerlsp', code: 'DLS1001', start: 2, end: 4 },
    { source: 'dockerlsp', code: 'DL4000', start: 9, end: 9 },
    { source: 'dockerlsp', code: undefined, start: 2, end: 2 },
  ];
  const other = (source: string, code: string | number | undefined, start: number) => ({ source, code, start, end: start });
  const hidden = (...others: ReturnType<typeof other>[]) => findDuplicates(ours, others, names).flatMap((is, index) => is ? [index] : []);
  assert.deepEqual(hidden(), []);
  assert.deepEqual(hidden(other('Docker DX (docker-language-server)', 'MaintainerDeprecated', 2)), [0]);
  assert.deepEqual(hidden(other('dockerfile-utils', 45, 2)), [0]);
  assert.deepEqual(hidden(other('dockerfile-utils', '45', 9)), [2]);
  assert.deepEqual(hidden(other('Docker DX (dockerfile-utils)', 45, 9)), [2]);
  assert.deepEqual(hidden(other('dockerfile-utils', 46, 2)), []);
  assert.deepEqual(hidden(other('Docker DX (docker-language-server)', 'MaintainerDeprecated', 3)), []);
  assert.deepEqual(hidden(other('something', undefined, 2), other('something', 45, 2)), []);
  assert.deepEqual(hidden(other('hadolint', 'DL4000', 9), other('hadolint', 'DLS1001', 4)), [1, 2]);
});

test('a finding that points to the line that another marks is the same', () => {
  const ours = [{ source: 'dockerlsp', code: 'DL4003', start: 4, end: 4, pointsTo: [2] }];
  const marks = (code: number, line: number) => findDuplicates(ours, [{ source: 'dockerfile-utils', code, start: line, end: line }], (id) => [id])[0];
  assert.deepEqual([marks(37, 2), marks(37, 4), marks(37, 3), marks(45, 2)], [true, true, false, false]);
});
