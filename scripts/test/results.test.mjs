import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLine, countTap, countTrx } from '../lib/results.mjs';

test('a trx file: what was not executed counts neither way', () => {
  const xml = '<ResultSummary outcome="Failed"><Counters total="9" executed="7" passed="5" failed="1" error="1" /></ResultSummary>';
  assert.deepEqual(countTrx(xml), { passed: 5, failed: 2 });
});

test('a trx file that was cut off is no success', () => {
  assert.throws(() => countTrx('<TestRun>'), /without counters/);
});

test('a tap report: cancelled tests have failed', () => {
  assert.deepEqual(countTap('1..4\n# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n'), { passed: 2, failed: 2 });
});

test('the closing line', () => {
  assert.equal(closingLine({ passed: 12, failed: 0 }), '12 passed, 0 failed');
});
