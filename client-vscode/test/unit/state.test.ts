import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusLine } from '../../src/state';

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
