// The cache model against reality: pairs of a build and a change are built twice with real builders; the steps that the builder ran
// again are compared with those that `dockerlsp layers --diff` names.
import fs from 'node:fs';
import path from 'node:path';
import { heading, mustCapture, Problem } from '../lib/run.mjs';
import { serve } from './archives.mjs';
import { buildWithBuildah, buildWithDocker, buildahVersion, docker, engineVersion, mustBuildah, startEngine } from './builders.mjs';
import { cases, unmeasured } from './model-cases.mjs';
import { dockerlsp, home, machine, port, withFolder, writeFiles } from './state.mjs';

const urlPort = port + 1;

/** Runs all pairs, or those whose name has a word in it; gives the table and how many disagree with BuildKit. */
export async function measureModel(word) {
  const chosen = cases.filter((one) => word === undefined || one.name.includes(word));
  if (chosen.length === 0) {
    throw new Problem(`No pair has \`${word}\` in its name.`);
  }
  return withFolder(async (work) => {
    const root = makeRoot();
    const stop = await startEngine();
    const served = path.join(work, 'served');
    fs.mkdirSync(served);
    const stopServing = await serve(served, urlPort);
    try {
      mustBuildah(['bud', '--isolation', 'chroot', '-q', '-t', 'localhost/model-root', root]);
      must(docker(['build', '-q', '-t', 'localhost/model-root', root]), 'docker build');
      heading(`${chosen.length} pairs, each built twice with BuildKit and with buildah`);
      const about = `BuildKit of Docker ${engineVersion()}, buildah ${buildahVersion()}, ${machine()}`;
      const rows = [];
      for (const [index, one] of chosen.entries()) {
        const folder = path.join(work, String(index));
        const row = await measure(one, folder, served, `m${process.pid}-${index}`);
        rows.push(row);
        console.log(`${row.buildkit.agrees ? 'agrees' : 'DIFFERS'}  ${one.name}: model ${shownSteps(row.model)}, BuildKit ${shownSteps(row.buildkit.steps)}, buildah ${shownSteps(row.buildah.steps)}${row.breaksAgree === false ? '  (BREAKS DIFFERS)' : ''}`);
      }
      return { rows, text: table(rows, about), disagreements: rows.filter((row) => !row.buildkit.agrees || row.breaksAgree === false).length };
    } finally {
      stopServing();
      await stop();
    }
  });
}

/** A file system of BusyBox alone: steps on it take a fraction of a second. */
export function makeRoot() {
  const folder = path.join(home, 'model-root');
  if (fs.existsSync(path.join(folder, 'Dockerfile'))) {
    return folder;
  }
  const files = path.join(folder, 'files');
  fs.mkdirSync(path.join(files, 'bin'), { recursive: true });
  fs.mkdirSync(path.join(files, 'tmp'));
  mustCapture('apt-get', ['download', '-q', 'busybox-static'], { cwd: folder });
  const archive = fs.readdirSync(folder).find((name) => name.endsWith('.deb'));
  const unpacked = path.join(folder, 'unpacked');
  mustCapture('dpkg-deb', ['-x', path.join(folder, archive), unpacked]);
  fs.copyFileSync(path.join(unpacked, 'bin', 'busybox'), path.join(files, 'bin', 'busybox'));
  fs.rmSync(unpacked, { recursive: true });
  fs.rmSync(path.join(folder, archive));
  for (const name of ['sh', 'cat', 'cp', 'date', 'echo', 'false', 'ls', 'mkdir', 'rm', 'test', 'touch', 'true']) {
    fs.symlinkSync('busybox', path.join(files, 'bin', name));
  }
  fs.mkdirSync(path.join(files, 'etc'));
  fs.writeFileSync(path.join(files, 'etc', 'passwd'), 'root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000:user:/:/bin/sh\n');
  fs.writeFileSync(path.join(files, 'etc', 'group'), 'root:x:0:\nuser:x:1000:\n');
  fs.writeFileSync(path.join(folder, '.dockerignore'), 'Dockerfile\n');
  fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY files /\nENV PATH=/bin\nCMD ["sh"]\n');
  return folder;
}

/** Gives the pair a base image of its own, in both builders. */
function makeBase(folder, tag, content, round = 0) {
  fs.mkdirSync(folder, { recursive: true });
  writeFiles(folder, { Dockerfile: 'FROM localhost/model-root\nCOPY salt /salt\n', salt: content }, round);
  mustBuildah(['bud', '--isolation', 'chroot', '--pull-never', '-q', '-t', tag, folder]);
  must(docker(['build', '-q', '-t', tag, folder]), 'docker build');
}

async function measure(one, folder, served, name) {
  const base = `localhost/model:${name}`;
  makeBase(path.join(folder, 'base'), base, name);
  const repository = path.join(folder, 'repository');
  const context = path.join(repository, 'context');
  fs.mkdirSync(context, { recursive: true });
  const url = `http://127.0.0.1:${urlPort}/${name}-file`;
  const dockerfile = one.dockerfile.replaceAll(/^(FROM )@/gm, `$1${base}`).replaceAll('@URL@', url);
  writeFiles(served, Object.fromEntries(Object.entries(one.served ?? {}).map(([key, value]) => [`${name}-${key}`, value])));
  writeFiles(context, { Dockerfile: dockerfile, ...one.files });
  const git = (...args) => mustCapture('git', ['-c', 'user.name=measure', '-c', 'user.email=measure@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd: repository });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'before');
  const options = { tag: `localhost/model-out:${name}`, target: one.target };
  const first = { docker: buildWithDocker(context, options), buildah: buildWithBuildah(context, options) };
  const original = layersOf(context, one.target, []);

  writeFiles(context, one.change.files, 1);
  writeFiles(served, Object.fromEntries(Object.entries(one.change.served ?? {}).map(([key, value]) => [`${name}-${key}`, value])), 1);
  if (one.change.dockerfile) {
    writeFiles(context, { Dockerfile: replaced(dockerfile, one.change.dockerfile, one.name) }, 1);
  }
  if (one.change.base) {
    makeBase(path.join(folder, 'base'), base, `${name}, a newer one`, 1);
  }
  const second = { docker: buildWithDocker(context, options), buildah: buildWithBuildah(context, options) };
  for (const [builder, { ok, log }] of [...Object.entries(first), ...Object.entries(second)]) {
    if (!ok) {
      throw new Problem(`${one.name}: ${builder} failed:\n${log.slice(-2000)}`);
    }
  }

  if (process.env.SHOW) { console.log(first.docker.log, '=====', second.docker.log, JSON.stringify(second.docker.steps)); }
  const changed = layersOf(context, one.target, ['--diff', 'HEAD']);
  const model = one.ask !== undefined ? stepsOfImpact(original, instructionAt(original, one.ask).breaks) : stepsOfImpact(changed, changed.change.runsAgain);
  const buildkit = { steps: dockerLines(changed, second.docker.steps, one.name) };
  buildkit.agrees = agrees(model, buildkit.steps);
  const bah = { steps: buildahLines(changed, second.buildah.steps) };
  bah.agrees = agrees(model, bah.steps);
  const breaks = one.line === undefined ? undefined : stepsOfImpact(original, instructionAt(original, one.line).breaks);
  const breaksAgree = breaks === undefined ? undefined : agrees(breaks, buildkit.steps);
  fs.rmSync(folder, { recursive: true, force: true });
  return { name: one.name, note: one.note, total: changed.steps, model, buildkit, buildah: bah, breaks, breaksAgree };
}

function replaced(text, changes, name) {
  let result = text;
  for (let i = 0; i < changes.length; i += 2) {
    if (!result.includes(changes[i])) {
      throw new Problem(`${name}: the Dockerfile has no \`${changes[i]}\`.`);
    }
    result = result.replace(changes[i], changes[i + 1]);
  }
  return result;
}

const layersOf = (context, target, more) =>
  JSON.parse(dockerlsp(['layers', context, '--format', 'json', ...(target ? ['--target', target] : []), ...more]));

const instructionAt = (report, line) => report.stages.flatMap((stage) => stage.instructions).find((i) => i.line <= line && i.endLine >= line);

/** { surely, perhaps }: lines of the steps that run again, and of those that do if another stage's files come out differently. */
function stepsOfImpact(report, impact) {
  const result = { surely: [], perhaps: [] };
  for (const part of impact.parts) {
    const steps = report.stages[part.stage].instructions.filter((i) => i.role === 'step' && i.line >= part.firstLine).slice(0, part.steps);
    result[part.conditional ? 'perhaps' : 'surely'].push(...steps.map((i) => i.line));
  }
  return result;
}

function dockerLines(report, steps, name) {
  const result = [];
  for (const step of steps) {
    const stage = report.stages.find((s) => (step.stage === undefined ? s.needed : s.name === step.stage || `stage-${s.index}` === step.stage)) ?? report.stages.at(-1);
    const own = stage.instructions.filter((i) => i.role === 'step');
    const ahead = step.of - own.length; // FROM, and what ONBUILD of a base brings
    const instruction = own[step.number - ahead - 1];
    if (instruction === undefined) {
      continue;
    }
    if (!step.ended) {
      throw new Problem(`${name}: BuildKit's log does not say what became of \`${step.text}\`.`);
    }
    if (!step.text.toUpperCase().startsWith(instruction.text.slice(0, 3).toUpperCase())) {
      throw new Problem(`${name}: \`${step.text}\` of the log is not \`${instruction.text}\` of the file.`);
    }
    if (!step.cached) {
      result.push(instruction.line);
    }
  }
  return result.sort((a, b) => a - b);
}

function buildahLines(report, steps) {
  const result = [];
  const stages = new Map();
  for (const step of steps) {
    if (/^FROM\b/i.test(step.text) && !stages.has(step.stage)) {
      stages.set(step.stage, step.number);
    }
  }
  // Stages that are not needed are not in the log.
  const needed = report.stages.filter((s) => s.needed);
  const present = [...new Set(steps.map((s) => s.stage))].sort((a, b) => a - b);
  for (const step of steps) {
    const stage = present.length === report.stages.length ? report.stages[step.stage] : needed[present.indexOf(step.stage)];
    const instruction = stage?.instructions[step.number - (stages.get(step.stage) ?? 1)];
    if (instruction?.role === 'step' && !step.cached && stage.needed) {
      result.push(instruction.line);
    }
  }
  return result.sort((a, b) => a - b);
}

/** What surely runs again did, and nothing did that neither surely nor perhaps runs again. */
const agrees = (model, steps) => model.surely.every((line) => steps.includes(line)) && steps.every((line) => model.surely.includes(line) || model.perhaps.includes(line));

function shownSteps(steps) {
  if (Array.isArray(steps)) {
    return steps.length === 0 ? 'none' : steps.join(' ');
  }
  const perhaps = steps.perhaps.length === 0 ? '' : `(${steps.perhaps.join(' ')})`;
  return [steps.surely.join(' '), perhaps].filter(Boolean).join(' ') || 'none';
}

function must(result, what) {
  if (result.status !== 0) {
    throw new Problem(`${what} ended with status ${result.status}:\n${result.output.slice(-2000)}`);
  }
}

function table(rows, about) {
  const agree = rows.filter((row) => row.buildkit.agrees).length;
  const asked = rows.filter((row) => row.breaksAgree !== undefined);
  const lines = [
    `${rows.length} pairs; the model agrees with BuildKit in ${agree} and with buildah in ${rows.filter((row) => row.buildah.agrees).length} (${about}). What the layer view says of one line was held against BuildKit in ${asked.length} of them, and agrees in ${asked.filter((row) => row.breaksAgree).length}. Numbers are lines whose step ran again; (n): runs again if the files of another stage came out differently.`,
    '',
    `Not measured: ${unmeasured.join(', ')}.`,
    '',
    '| what changes | steps | model | BuildKit | buildah |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.name} | ${row.total} | ${shownSteps(row.model)} | ${row.buildkit.agrees ? '' : '**'}${shownSteps(row.buildkit.steps)}${row.buildkit.agrees ? '' : '**'} | ${row.buildah.agrees ? '' : '*'}${shownSteps(row.buildah.steps)}${row.buildah.agrees ? '' : '*'} |`),
  ];
  return lines.join('\n');
}
