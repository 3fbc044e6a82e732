import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, imageDetail, instructionAt, instructionDetail, instructionNotes, instructionTitle, isImageName, sizeOf, stageDetail, type Instruction, type Layers, type Stage } from '../../src/layers';
import { drawStages } from '../../src/layers-picture';

const instruction = (line: number, text: string, more: Partial<Instruction> = {}): Instruction => ({
  line, endLine: line, text, role: 'step', step: 1, cost: 'low', brokenBy: [], breaks: { steps: 0, costly: [] }, leaves: [], ...more,
});

const stage = (index: number, more: Partial<Stage> = {}): Stage => ({
  index, name: null, image: 'debian:12', base: null, needed: true, uses: [], steps: 1, instructions: [], ...more,
});

const layers: Layers = {
  steps: 3, target: 2, stages: [
    stage(0, { name: 'deps', instructions: [instruction(2, 'RUN npm ci', { endLine: 4, cost: 'high' })] }),
    stage(1, { name: 'build', base: 0, image: null, uses: [0] }),
    stage(2, { needed: false, uses: [1] }),
  ],
};

test('an image is told in one line, and by names that are names', () => {
  assert.equal(imageDetail({ bytes: 54_300_000, wastedBytes: 0, unmatched: 0 }), '54.3 MB');
  assert.equal(imageDetail({ bytes: 54_300_000, wastedBytes: 1_000_000, unmatched: 1 }), '54.3 MB · 1.0 MB wasted · 1 layer of another version of this file');
  assert.deepEqual(['app', 'ghcr.io/acme/app:1.2@sha256:ab', 'a b', '../app', '/app', '', '-app'].map(isImageName), [true, true, false, false, false, false, false]);
});

test('a loaded image tells what a layer weighs', () => {
  const run = instruction(3, 'RUN apt-get install -y curl');
  const measured = { ...run, image: { bytes: 54_300_000, wastedBytes: 1_000_000, caches: [{ path: '/var/lib/apt/lists', bytes: 43_000_000 }] } };
  assert.equal(instructionTitle(measured), '54.3 MB · RUN apt-get install -y curl');
  assert.equal(instructionTitle(run), 'RUN apt-get install -y curl');
  const notes = instructionNotes(measured);
  assert.ok(notes.includes('Its layer holds 54.3 MB, 1.0 MB of which later layers delete or overwrite'));
  assert.ok(notes.includes('Package cache: /var/lib/apt/lists (43.0 MB)'));
  assert.deepEqual([0, 999, 1000, 1_000_000, 2_500_000_000].map(sizeOf), ['0 B', '999 B', '1.0 kB', '1.0 MB', '2.50 GB']);
});

test('an instruction is found at each of its lines', () => {
  assert.equal(instructionAt(layers, 3)?.instruction.text, 'RUN npm ci');
  assert.equal(instructionAt(layers, 5), undefined);
});

test('the detail names what breaks a step, the nearest last, and what follows', () => {
  const brokenBy = ['a', 'b', 'c', 'd'].map((name) => ({ kind: 'files', names: [name], line: 1 }));
  assert.equal(instructionDetail(instruction(1, 'COPY', { brokenBy, breaks: { steps: 1, costly: [] } })), 'broken by b, c, d and 1 more · 1 step runs again');
  assert.equal(instructionDetail(instruction(1, 'LABEL', { breaks: null })), '');
});

test('a stage says what it starts from and whether it is built', () => {
  const [deps, build, last] = layers.stages;
  assert.ok(deps && build && last);
  assert.equal(stageDetail(deps, layers), 'from debian:12 · 1 step');
  assert.equal(stageDetail(build, layers), 'from deps · 1 step');
  assert.match(stageDetail(last, layers), /not built/);
});

test('a stage stands right of all that it uses', () => {
  assert.deepEqual([...columns(layers.stages)], [[0, 0], [1, 1], [2, 2]]);
});

test('the picture escapes the text of the Dockerfile and runs one script only', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'';
  const page = drawStages({ ...layers, stages: [stage(0, { name: hostile, instructions: [instruction(1, hostile)] })] });
  assert.doesNotMatch(page, /<img/);
  const nonce = /script-src 'nonce-([^']+)'/.exec(page)?.[1];
  assert.ok(nonce);
  assert.deepEqual(page.match(/<script[^>]*>/g), [`<script nonce="${nonce}">`]);
});
