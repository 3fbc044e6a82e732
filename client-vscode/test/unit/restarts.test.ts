import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Restarts } from '../../src/restarts';

test('a server that stops again and again is given up after four restarts', () => {
  const restarts = new Restarts();
  const allowed = [0, 1_000, 2_000, 3_000, 4_000].map((time) => restarts.allow(time));
  assert.deepEqual(allowed, [true, true, true, true, false]);
});

test('a server that stops now and then is always started again', () => {
  const restarts = new Restarts();
  for (let minute = 0; minute < 60; minute++) {
    assert.equal(restarts.allow(minute * 60_000), true, `minute ${minute}`);
  }
});

test('a restart by hand clears the record', () => {
  const restarts = new Restarts();
  for (const time of [0, 1, 2, 3, 4]) {
    restarts.allow(time);
  }
  restarts.forget();
  assert.equal(restarts.allow(5), true);
});
