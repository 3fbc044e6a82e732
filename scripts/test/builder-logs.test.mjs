import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOfBuildah, stepsOfBuildKit } from '../images/builders.mjs';

test('BuildKit: a step belongs to its stage, and what is printed later says whether it was in the cache', () => {
  const steps = stepsOfBuildKit([
    '#1 [internal] load build definition from Dockerfile', '#1 DONE 0.0s',
    '#4 [build 1/3] FROM localhost/base', '#4 CACHED',
    '#5 [build 2/3] RUN one', '#5 0.101 DONE is a word of its output', '#6 [stage-1 2/2] COPY --from=build /a /a', '#5 DONE 0.2s',
    '#6 sha256:0123', '#6 CACHED',
  ].join('\n'));
  assert.deepEqual(steps.map(({ stage, number, of, cached, ended }) => [stage, number, of, cached, ended]), [
    ['build', 1, 3, true, true], ['build', 2, 3, false, true], ['stage-1', 2, 2, true, true],
  ]);
});

test('BuildKit: a stage that stands alone has no name in the log', () => {
  const [step] = stepsOfBuildKit('#5 [2/3] RUN echo one > /one\n#5 DONE 0.1s\n');
  assert.deepEqual(step, { stage: undefined, number: 2, of: 3, text: 'RUN echo one > /one', cached: false, ended: true });
});

test('BuildKit: numbers are padded where there are ten steps or more', () => {
  const steps = stepsOfBuildKit('#5 [ 2/10] RUN one\n#5 CACHED\n#6 [build  9/12] RUN two\n#6 DONE 0.1s\n');
  assert.deepEqual(steps.map(({ stage, number, of, cached }) => [stage, number, of, cached]), [[undefined, 2, 10, true], ['build', 9, 12, false]]);
});

test('buildah: steps are counted by stage, and a line behind them says that the cache was used', () => {
  const steps = stepsOfBuildah([
    '[1/2] STEP 1/2: FROM localhost/base AS build', '[1/2] STEP 2/2: RUN one', '--> Using cache 0123', '--> 0123',
    '[2/2] STEP 1/2: FROM localhost/base', '[2/2] STEP 2/2: RUN two', '--> 4567',
  ].join('\n'));
  assert.deepEqual(steps.map(({ stage, number, cached }) => [stage, number, cached]), [[0, 1, false], [0, 2, true], [1, 1, false], [1, 2, false]]);
});
