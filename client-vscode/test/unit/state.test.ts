import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barItem, configuredOff, rulesOff, statusLine } from '../../src/state';

test('a running server shows its version', () => {
  assert.deepEqual(statusLine({ kind: 'running', version: '0.1.0' }),
    { text: 'DockerLsp', detail: 'version 0.1.0', severity: 'information', busy: false });
});

test('a server that failed shows why, as an error', () => {
  const line = statusLine({ kind: 'failed', reason: 'no such file' });
  assert.equal(line.severity, 'error');
  assert.equal(line.detail, 'no such file');
});

test('only a start is busy', () => {
  assert.equal(statusLine({ kind: 'starting' }).busy, true);
  assert.equal(statusLine({ kind: 'off' }).busy, false);
});

test('the status bar counts what was found, worst first', () => {
  const item = barItem({ kind: 'running', version: '0.1.0' }, ['Information', 'Warning', 'Warning', 'Error']);
  assert.equal(item.text, '$(layers) DockerLsp 4');
  assert.equal(item.tooltip, 'DockerLsp: 1 error, 2 warnings, 1 information');
});

test('the status bar says what is off', () => {
  const item = barItem({ kind: 'running', version: '0.1.0' }, [], { rulesOff: ['DL3008'], trusted: false });
  assert.equal(item.tooltip, 'DockerLsp finds nothing wrong in this file\nOff by the settings: DL3008\nThis workspace is not trusted: only the open text is read');
  assert.deepEqual(rulesOff({ DL3008: 'off', DLS1: 'hint', DL3015: { severity: 'off' } }), ['DL3008', 'DL3015']);
  assert.deepEqual([rulesOff('all'), rulesOff(null), rulesOff(undefined), rulesOff([])], [[], [], [], []]);
});

test('the status bar says what configuration files switch off, and what others show', () => {
  const printed = JSON.stringify({ values: [
    { name: 'rules.DL3008', value: 'off', origin: 'a/.dockerlsp.yaml:2' },
    { name: 'rules.DL3009', value: 'info', origin: 'a/.dockerlsp.yaml:3' },
    { name: 'fail-on', value: 'off', origin: 'a/.dockerlsp.yaml:4' },
    { name: 'rules.DL3010', value: 'off', origin: 'default' },
    ...[1, 2, 3, 4, 5, 6, 7].map((number) => ({ name: `rules.DLS100${number}`, value: 'off', origin: '.hadolint.yaml:9' })),
  ] });
  const { tooltip } = barItem({ kind: 'running', version: undefined }, [], { rulesOff: [], configuredOff: configuredOff(printed), twice: 2, trusted: true });
  assert.deepEqual(tooltip.split('\n').slice(1), [
    'Off by a/.dockerlsp.yaml: DL3008',
    'Off by .hadolint.yaml: DLS1001, DLS1002, DLS1003, DLS1004, DLS1005 and 2 more',
    'Shown by another extension: 2',
  ]);
});

test('the status bar says when nothing is wrong, and when no server runs', () => {
  assert.equal(barItem({ kind: 'running', version: undefined }, []).text, '$(check) DockerLsp');
  const failed = barItem({ kind: 'failed', reason: 'no such file' }, ['Warning']);
  assert.equal(failed.isError, true);
  assert.match(failed.tooltip, /no such file/);
});
