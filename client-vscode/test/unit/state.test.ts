import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barItem, statusLine } from '../../src/state';

test('a running server shows its version', () => {
  assert.deepEqual(statusLine({ kind: 'running', version: '0.1.0' }),
    { text: 'DockerLsp', detail: '0.1.0', severity: 'information', busy: false });
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

test('the status bar says when nothing is wrong, and when no server runs', () => {
  assert.equal(barItem({ kind: 'running', version: undefined }, []).text, '$(check) DockerLsp');
  const failed = barItem({ kind: 'failed', reason: 'no such file' }, ['Warning']);
  assert.equal(failed.isError, true);
  assert.match(failed.tooltip, /no such file/);
});
