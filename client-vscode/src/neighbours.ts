// Other extensions for Dockerfiles, and what is left to them. Knows nothing of VS Code.

/**
 * Extensions that bring a language server for Dockerfiles: Microsoft's old one, the one that took its place, and Docker's own.
 * From version 2 on the old one only stands for the other, which may be switched off apart from it.
 */
const languageServers = [{ id: 'ms-azuretools.vscode-docker', before: 2 }, { id: 'ms-azuretools.vscode-containers' }, { id: 'docker.docker' }];

/**
 * The numbers that dockerfile-language-server-nodejs, which all three bring, gives its problems, each with our rules for
 * the same problem; as that server has answered when it was given such files.
 */
const numbered: Readonly<Record<number, readonly string[]>> = {
  0: ['ConsistentInstructionCasing'], // not in upper case
  2: ['DLS3000'], // no arguments
  6: ['DLS3000'], // ENV without a value
  7: ['DLS3000'], // COPY or ADD with one argument
  10: ['DuplicateStageName'],
  11: ['NoEmptyContinuation'],
  20: ['DLS3000', 'DL3061'], // what stands before FROM
  23: ['DL3021', 'DLS3000'], // several sources, and a destination that is no folder
  24: ['ExposeInvalidFormat', 'DL3011', 'DLS3000'],
  27: ['DLS3000'], // no such signal
  30: ['DL3043'], // FROM, MAINTAINER or ONBUILD as a trigger
  31: ['DLS3000'], // SHELL that is no JSON
  33: ['DLS3000'], // a pair without =
  37: ['DL4003', 'DL4004', 'DL3012'], // several CMD, ENTRYPOINT or HEALTHCHECK
  38: ['DLS3000'], // unknown instruction
  42: ['DLS3000'], // unknown flag
  45: ['DL4000'],
  50: ['DL3000'],
};

/** What is shown of a finding: who says it, under which code, and on which lines, from 0. */
export interface Shown {
  readonly source: string | undefined;
  readonly code: string | number | undefined;
  readonly start: number;
  readonly end: number;
  /** The lines in the same file that it points to: of two that are one too many, some mark the first and some the second. */
  readonly pointsTo?: readonly number[];
}

/**
 * Whether completion, navigation and formatting are left to another extension.
 * @param setting The setting dockerlsp.languageFeatures.
 * @param versionOf The version of an extension that is installed and not switched off; undefined for others.
 */
export function leavesLanguageFeatures(setting: unknown, versionOf: (id: string) => string | undefined): boolean {
  return setting === 'off' || (setting !== 'on' && languageServers.some(({ id, before }) => {
    const version = versionOf(id);
    return version !== undefined && (before === undefined || !(Number.parseInt(version, 10) >= before));
  }));
}

/**
 * Which of our findings another extension shows, too: the same lines, and the same problem by its name or number.
 * @param namesOf All names that a rule has, by its id.
 * @returns For each of ours, in order, whether it would stand twice.
 */
export function findDuplicates(ours: readonly Shown[], others: readonly Shown[], namesOf: (id: string) => readonly string[]): boolean[] {
  return ours.map((our) => others.some((other) => isThere(our, other) && isSame(our, other, namesOf)));
}

const isThere = (our: Shown, other: Shown) =>
  (our.start <= other.end && other.start <= our.end) || our.pointsTo?.some((line) => other.start <= line && line <= other.end) === true;

function isSame(our: Shown, other: Shown, namesOf: (id: string) => readonly string[]): boolean {
  if (typeof our.code !== 'string' || other.code === undefined) {
    return false;
  }
  // Docker's extension puts its own name to it.
  if (other.source !== undefined && /\bdockerfile-utils\b/.test(other.source)) {
    return numbered[Number(other.code)]?.includes(our.code) === true;
  }
  return namesOf(our.code).includes(String(other.code));
}
